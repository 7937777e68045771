/* A test: raises counted to a metronome, or seconds held, one try after the other: the sound leg first where both are
   compared, each of several sets by itself. What was counted goes into the form, where it can be changed; nothing is
   sent by itself. */
(() => {
  "use strict";
  const { clock, put, show, say, along, digits, cues, values, part, perform, drawTimer, SECOND } = strideback;
  const { words, tries, instrument, beat: pace, needs } = values;
  const READY = 5 * SECOND;
  const LONGEST = 3600 * SECOND;
  const curve = document.querySelector("[data-beat] .b");
  const foot = document.querySelector("[data-beat] .now");
  const isCount = instrument === "count";
  const UNIT = instrument === "minutes" ? 60 * SECOND : SECOND;
  let heard = -1;

  const nameOf = (state) => tries[state.turn].name;
  const fieldOf = (state) => tries[state.turn].field;
  const elapsed = (state, now) => (state.timer ? state.timer.of - clock.left(state.timer, now) : 0);
  const reached = (state, now) => (isCount ? state.count : Math.floor(elapsed(state, now) / UNIT));

  const ready = (state, at) => {
    stage.change({ at: "ready", timer: clock.start(READY, at), count: 0, isThere: false });
    cues.tell(`${words.ready}. ${nameOf(state)}.`);
  };
  const work = (state, at) => {
    heard = -1;
    stage.change({ at: "work", timer: clock.start(LONGEST, at), count: 0 });
    cues.call("start");
    cues.tell(`${words.go} ${nameOf(state)}.`);
  };
  const idle = (state) => stage.change({ at: state.turn ? "switch" : "idle", timer: null, count: 0 });
  const write = (got) => Object.entries(got).forEach(([field, number]) => (document.getElementById(field).value = number));
  /* Of several sets the least counts. */
  const done = (state, at) => {
    const number = reached(state, at);
    const got = { ...state.got, [fieldOf(state)]: Math.min(state.got[fieldOf(state)] ?? number, number) };
    const turn = state.turn + 1;
    write(got);
    cues.call("end");
    cues.tell(say(words.got, { leg: nameOf(state), number }));
    if (turn < tries.length) stage.change({ at: "switch", turn, got, timer: null, count: 0 });
    else stage.change({ at: "end", got, timer: null });
  };
  const tap = (by) => (state) => {
    cues.call("tap");
    stage.change({ count: Math.max(0, state.count + by) });
  };
  const passed = (state, at) => ({ ready: work, work: done })[state.at](state, at);

  const choices = (state) => {
    const isPaused = state.timer && state.timer.left !== null;
    const halt = isPaused
      ? [words.go_on, (s, at) => stage.change({ timer: clock.goOn(s.timer, at) })]
      : [words.pause, (s, at) => stage.change({ timer: clock.pause(s.timer, at) })];
    switch (state.at) {
      case "ready":
        return [[words.start_now, work], [words.wait, idle]];
      case "work":
        if (isCount) return [[words.tap, tap(1)], [words.stop, done], [words.one_less, tap(-1)]];
        return [[words.stop, done], halt, [words.wait, idle]];
      case "end":
        return [[words.again, () => stage.change(fresh)]];
      default:
        return [[tries.length > 1 ? say(words.start_leg, { leg: nameOf(state) }) : words.start, ready]];
    }
  };

  /* One raise a beat: the metronome strikes as the heel leaves the floor. */
  const beat = (state, now) => {
    if (state.at !== "work") return;
    if (isCount && pace) {
      const number = Math.floor(elapsed(state, now) / (pace * SECOND));
      if (number !== heard) cues.call("up");
      heard = number;
    }
    if (needs && !state.isThere && reached(state, now) >= needs) {
      stage.change({ isThere: true });
      cues.call("half");
      cues.tell(say(words.there, { number: needs }));
    }
  };

  const draw = (state, now) => {
    const { at, timer } = state;
    const counting = at === "work" && isCount;
    put(part("line"), at === "end" ? words.end_line : nameOf(state));
    show(part("line"), tries.length > 1 || at === "end");
    show(part("turn"), at === "switch" && fieldOf(state) !== tries[state.turn - 1].field);
    show(part("count"), counting);
    put(part("number"), String(state.count));
    show(part("beat"), counting && pace > 0);
    if (counting && pace) along(curve, (elapsed(state, now) / (pace * SECOND)) % 1, foot);
    show(part("timer"), Boolean(timer) && !counting);
    if (!timer || counting) return;
    if (at === "ready") {
      drawTimer(String(Math.ceil(clock.left(timer, now) / SECOND)), words.then_go, clock.share(timer, now), words.ready);
      return;
    }
    const over = elapsed(state, now);
    const goal = say(words.goal, { time: instrument === "minutes" ? digits(needs * UNIT) : needs });
    const under = timer.left !== null ? words.paused : needs ? goal : words.so_far;
    const number = instrument === "minutes" ? digits(Math.floor(over / SECOND) * SECOND) : String(reached(state, now));
    drawTimer(number, under, needs ? over / (needs * UNIT) : 0, `${number} ${under}`);
  };

  const fresh = { at: "idle", turn: 0, count: 0, timer: null, got: {}, isThere: false };
  const stage = perform({ fresh, choices, passed, draw, beat });
  write(stage.get().got);
})();
