/* A run: strides of running with walks between, on one clock for the whole of it. Each change is called; stopping early
   fills in the minutes that were run. */
(() => {
  "use strict";
  const { clock, put, show, say, along, digits, cues, values, part, perform, drawTimer, SECOND } = strideback;
  const { words, bouts } = values;
  const READY = 5 * SECOND;
  const LAST_SECONDS = 3;
  const title = document.querySelector("h1");
  const name = title.textContent;
  const strides = [...document.querySelectorAll("[data-strip] .b")];
  const foot = document.querySelector("[data-strip] .now");
  const minutes = document.getElementById("minutes");
  const whole = bouts.reduce((sum, [, length]) => sum + length, 0) * SECOND;
  const runs = bouts.filter(([kind]) => kind === "run").length;
  let heard = null;
  let counted = 0;

  /* Where the run is: the bout, what is over of it, and what was run so far, in milliseconds. */
  const place = (elapsed) => {
    let [number, before, ran] = [0, 0, 0];
    const lengthOf = (at) => bouts[at][1] * SECOND;
    while (number < bouts.length - 1 && elapsed >= before + lengthOf(number)) {
      if (bouts[number][0] === "run") ran += lengthOf(number);
      before += lengthOf(number++);
    }
    const over = Math.min(elapsed - before, lengthOf(number));
    const isRun = bouts[number][0] === "run";
    return { number, over, isRun, left: lengthOf(number) - over, length: lengthOf(number), ran: ran + (isRun ? over : 0) };
  };
  const elapsedOf = (state, now) => (state.timer ? state.timer.of - clock.left(state.timer, now) : 0);
  const runsBy = (number) => bouts.slice(0, number + 1).filter(([kind]) => kind === "run").length;
  const called = (number) => say(words[bouts[number][0]], { time: digits(bouts[number][1] * SECOND) });

  const idle = () => stage.change({ at: "idle", timer: null, over: null });
  const ready = (state, at) => {
    stage.change({ at: "ready", timer: clock.start(READY, at) });
    cues.tell(words.ready);
  };
  const work = (state, at) => {
    heard = null;
    stage.change({ at: "work", timer: clock.start(whole, at) });
  };
  const done = () => {
    cues.call("end");
    stage.change({ at: "end", timer: null });
    cues.tell(words.over);
  };
  const stop = (state, at) => {
    const over = elapsedOf(state, at);
    minutes.value = String(Math.round(place(over).ran / (60 * SECOND)));
    document.querySelector("#tell details").open = true;
    stage.change({ at: "end", timer: null, over });
    cues.tell(say(words.stopped, { minutes: minutes.value }));
    minutes.focus();
  };
  const pause = (state, at) => stage.change({ timer: clock.pause(state.timer, at) });
  const goOn = (state, at) => stage.change({ timer: clock.goOn(state.timer, at) });
  const passed = (state, at) => ({ ready: work, work: done })[state.at](state, at);

  const choices = (state) => {
    const isPaused = state.timer && state.timer.left !== null;
    const halt = isPaused ? [words.go_on, goOn] : [words.pause, pause];
    switch (state.at) {
      case "ready":
        return [[words.start_now, work], [words.wait, idle]];
      case "work":
        return [halt, [words.stop, stop]];
      case "end":
        return [];
      default:
        return [[words.start, ready]];
    }
  };

  const beat = (state, now) => {
    if (state.at !== "work" || state.timer.left !== null) return;
    const { number, left } = place(elapsedOf(state, now));
    if (number !== heard) {
      cues.call(bouts[number][0]);
      cues.tell(called(number));
    }
    const seconds = Math.ceil(left / SECOND);
    if (number === heard && seconds !== counted && seconds <= LAST_SECONDS && number < bouts.length - 1) cues.call("tick");
    [heard, counted] = [number, seconds];
  };

  const draw = (state, now) => {
    const { at, timer } = state;
    const elapsed = at === "work" ? elapsedOf(state, now) : at === "end" ? (state.over ?? whole) : 0;
    const here = place(elapsed);
    put(title, at === "work" ? words[`${bouts[here.number][0]}_title`] : at === "ready" ? words.ready : name);
    put(part("line"), at === "end" ? words.end_line : words.line);
    show(part("line"), at !== "idle");
    show(part("strip"), true);
    strides.forEach((stride, number) => {
      if (number !== here.number) along(stride, number < here.number ? 1 : 0);
    });
    along(strides[here.number], here.over / here.length, foot);
    const facts = { number: runsBy(here.number), runs, time: digits(elapsed), whole: digits(whole) };
    put(part("clock"), say(runs > 1 ? words.clock_of : words.clock, facts));
    show(part("timer"), Boolean(timer));
    if (!timer) return;
    if (at === "ready") {
      const left = clock.left(timer, now);
      drawTimer(String(Math.ceil(left / SECOND)), words.then_run, clock.share(timer, now), words.ready);
      return;
    }
    const after = bouts[here.number + 1];
    const then = after ? say(words[`then_${after[0]}`], { time: digits(after[1] * SECOND) }) : words.then_over;
    const under = timer.left === null ? then : words.paused;
    drawTimer(digits(here.left), under, here.over / here.length, `${digits(here.left)}, ${under}`);
  };

  const stage = perform({ fresh: { at: "idle", timer: null, over: null }, choices, passed, draw, beat });
})();
