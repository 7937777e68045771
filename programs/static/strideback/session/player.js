/* One exercise: sets of repetitions or of seconds, each leg in turn where both work, with rests between. Every change
   is a press or a clock that ran out; nothing starts by itself but the rest. */
(() => {
  "use strict";
  const { clock, put, show, say, along, digits, cues, values, part, perform, drawTimer, SECOND } = strideback;
  const { words, sets, counts, taps, seconds, legs, rest, beats } = values;
  const READY = 5 * SECOND;
  const MORE = 15 * SECOND;
  const title = document.querySelector("h1");
  const name = title.textContent;
  const whole = beats.reduce((sum, [, length]) => sum + length, 0) * SECOND;
  const marks = [...document.querySelectorAll("[data-reps] i")];
  const curves = [...document.querySelectorAll("[data-tempo] .b")];
  const labels = [...document.querySelectorAll("[data-tempo] text")];
  const foot = document.querySelector("[data-tempo] .now");
  const sides = [...document.querySelectorAll("[data-legs] input")];
  let heard = -1;

  const span = (milliseconds) =>
    milliseconds < 90 * SECOND
      ? say(words.seconds, { number: Math.ceil(milliseconds / SECOND) })
      : say(words.minutes, { number: digits(milliseconds).replace(/:00$/, "") });
  const leg = (state) => legs[(state.side + state.swapped) % 2] ?? values.who;
  const setOf = (state, ahead = 0) => say(words.set_of, { set: state.set + 1 + ahead, sets });
  const lineOf = (state) => [sets > 1 ? setOf(state) : "", leg(state)].filter(Boolean).join(" · ");

  /* What happens. */
  const idle = () => stage.change({ at: "idle", timer: null, count: 0 });
  const ready = (state, at) => {
    stage.change({ at: "ready", timer: clock.start(READY, at), count: 0 });
    cues.tell(`${words.ready}. ${lineOf(state)}.`);
  };
  const work = (state, at) => {
    heard = -1;
    stage.change({ at: "work", timer: seconds ? clock.start(seconds * SECOND, at) : null, since: at, cycles: 0 });
    cues.call("start");
    cues.tell(`${words.go} ${lineOf(state)}. ${seconds ? span(seconds * SECOND) : say(words.times, { counts })}`);
  };
  const done = (state, at) => {
    cues.call("end");
    if (legs.length && state.side === 0) {
      stage.change({ at: "switch", side: 1, timer: null, count: 0 });
      cues.tell(say(words.now_the, { leg: leg(stage.get()) }));
    } else if (state.set + 1 < sets && rest) {
      stage.change({ at: "rest", timer: clock.start(rest * SECOND, at) });
      cues.tell(`${words.rest}, ${span(rest * SECOND)}`);
    } else if (state.set + 1 < sets) {
      next(state);
    } else {
      stage.change({ at: "end", timer: null });
      cues.tell(words.over);
    }
  };
  const next = (state) => stage.change({ at: "idle", set: state.set + 1, side: 0, timer: null, count: 0 });
  const rested = (state) => {
    next(state);
    cues.call("end");
    cues.tell(say(words.rested, { set: stage.get().set + 1 }));
  };
  const readyNow = (state, at) => {
    next(state);
    ready(stage.get(), at);
  };
  const tap = (state, at, by = 1) => {
    const count = Math.min(counts, state.count + by);
    cues.call("tap");
    stage.change({ count });
    if (count === counts) done(stage.get(), at);
  };
  const pause = (state, at) => stage.change({ timer: clock.pause(state.timer, at) });
  const goOn = (state, at) => stage.change({ timer: clock.goOn(state.timer, at) });
  const more = (state) => stage.change({ timer: clock.more(state.timer, MORE) });
  const passed = (state, at) => ({ ready: work, work: done, rest: rested })[state.at](state, at);

  /* What may be pressed: the big button, and up to two beside it. */
  const start = (state) => {
    if (seconds) return say(words.start_time, { time: span(seconds * SECOND) });
    return sets > 1 ? say(words.start_set, { set: state.set + 1 }) : words.start;
  };
  const choices = (state) => {
    const isPaused = state.timer && state.timer.left !== null;
    const halt = isPaused ? [words.go_on, goOn] : [words.pause, pause];
    switch (state.at) {
      case "ready":
        return [[words.start_now, work], [words.wait, idle]];
      case "work":
        if (seconds) return [halt, [words.end_set, done], [words.more, more]];
        if (!taps) return [[words.set_done, done]];
        return [[words.tap, tap], [words.end_set, done], ...(state.count ? [[words.one_less, (s, at) => tap(s, at, -1)]] : [])];
      case "rest":
        return [[words.ready_now, readyNow], [words.more, more], halt];
      case "end":
        return [];
      default:
        return [[start(state), ready]];
    }
  };

  /* The beat: seconds up, held and down, again and again. */
  const beat = (state, now) => {
    if (state.at !== "work" || !whole) return;
    const cycles = Math.floor((now - state.since) / whole);
    const current = place((now - state.since) % whole);
    if (current.number !== heard && beats[current.number][0] !== "hold") cues.call(beats[current.number][0]);
    heard = current.number;
    if (cycles > state.cycles) {
      stage.change({ cycles });
      if (cues.isOn("count") && taps) tap(stage.get(), now, cycles - state.cycles);
    }
  };
  const place = (elapsed) => {
    let [number, before] = [0, 0];
    while (elapsed >= before + beats[number][1] * SECOND) before += beats[number++][1] * SECOND;
    return { number, share: (elapsed - before) / (beats[number][1] * SECOND) };
  };
  const drawBeat = (state, now) => {
    const current = place((now - state.since) % whole);
    curves.forEach((curve, number) => {
      if (number !== current.number) along(curve, number < current.number ? 1 : 0);
      labels[number].classList.toggle("on", number === current.number);
    });
    along(curves[current.number], current.share, foot);
  };

  const TITLES = { ready: () => words.ready, rest: () => words.rest, end: () => words.over_title };
  const UNDER = { ready: () => words.then_go, rest: (s) => say(words.until, { set: s.set + 2, sets }), work: () => words.to_go };
  const draw = (state, now) => {
    const { at } = state;
    const counting = at === "work" && !seconds && counts > 0 && taps;
    put(title, at === "switch" ? say(words.now_the, { leg: leg(state) }) : (TITLES[at]?.() ?? name));
    put(part("line"), words[`${at}_line`] ?? (at === "switch" || at === "ready" ? `${name} · ` : "") + lineOf(state));
    show(part("line"), at !== "idle" || state.set > 0);
    show(part("legs"), legs.length > 0 && at !== "rest" && at !== "end");
    sides.forEach((side, number) => (side.checked = (state.side + state.swapped) % 2 === number));
    show(part("turn"), at === "switch");
    show(part("count"), counting);
    put(part("number"), String(state.count));
    show(part("reps"), counting);
    marks.forEach((mark, number) => mark.classList.toggle("on", number < state.count));
    show(part("tempo"), at === "work" && whole > 0);
    if (at === "work" && whole) drawBeat(state, now);
    show(part("next"), at === "rest");
    put(part("next-line"), [setOf(state, 1), values.who].filter(Boolean).join(" · "));
    show(part("timer"), Boolean(state.timer));
    if (!state.timer) return;
    const left = clock.left(state.timer, now);
    const number = at === "rest" || state.timer.of >= 60 * SECOND ? digits(left) : String(Math.ceil(left / SECOND));
    const under = state.timer.left === null ? UNDER[at](state) : words.paused;
    drawTimer(number, under, clock.share(state.timer, now), `${span(left)} ${under}`);
  };

  sides.forEach((side, number) =>
    side.addEventListener("change", () => {
      stage.change({ swapped: (number + stage.get().side) % 2 });
    }),
  );
  const fresh = { at: "idle", set: 0, side: 0, swapped: 0, count: 0, cycles: 0, timer: null, since: Date.now() };
  const stage = perform({ fresh, choices, passed, draw, beat });
  if (stage.get().at === "work") stage.change({ since: Date.now(), cycles: 0 });
})();
