/* What the player, the run and the tests share: values of the page, the state that is kept, the buttons under the thumb,
   and the loop that draws. A script hands in what may be pressed, what happens when a clock has run out, and how its
   state looks. */
(() => {
  "use strict";
  const { clock, memory, put, show, along, cues } = strideback;
  const SECOND = 1000;
  const LAST_SECONDS = 3;
  const STEP = 200;
  const page = document.querySelector("[data-stage]");
  const values = JSON.parse(document.getElementById("player").textContent);
  const main = document.querySelector("main");
  const part = (name) => document.querySelector(`[data-${name}]`);
  const buttons = ["press", "aside", "third"].map(part);
  const timer = part("timer");
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)");

  memory.tidy(values.plan, values.told);

  /* What was kept; a clock that ran out while the page was closed stands where it was last seen, but for a rest, which
     is over. */
  const kept = (fresh) => {
    const found = memory.read(values.plan + values.name);
    const state = found && typeof found === "object" ? { ...fresh, ...found } : fresh;
    const ranOut = state.timer?.left === null && clock.left(state.timer, Date.now()) === 0;
    if (ranOut && state.at !== "rest") state.timer = clock.pause(state.timer, state.seen);
    return state;
  };

  function perform({ fresh, choices, passed, draw, beat, sent }) {
    let state = document.getElementById("faults") ? { ...fresh, at: "end" } : kept(fresh);
    let drawn = 0;
    let lastSecond = 0;
    let isTold = false;

    const keep = () => !isTold && memory.keep(values.plan + values.name, { ...state, seen: Date.now() });
    const change = (more) => {
      state = { ...state, ...more };
      keep();
      render();
    };

    /* Calls at half and for the last seconds; short clocks have no half worth a word. */
    const callOut = (now) => {
      const left = clock.left(state.timer, now);
      const seconds = Math.ceil(left / SECOND);
      if (seconds !== lastSecond && left && seconds <= LAST_SECONDS) cues.call("tick");
      lastSecond = seconds;
      if (state.at === "work" && !state.timer.half && state.timer.of >= 20 * SECOND && left * 2 <= state.timer.of) {
        state.timer.half = true;
        if (left && values.half) {
          cues.call("half");
          cues.tell(values.half);
        }
      }
    };

    const step = () => {
      const now = Date.now();
      if (state.timer && state.timer.left === null) {
        callOut(now);
        if (!clock.left(state.timer, now)) passed(state, state.timer.ends);
      }
      beat?.(state, now);
      if (now - drawn >= SECOND) {
        drawn = now;
        keep();
      }
      draw(state, Date.now());
    };

    function render() {
      const offered = choices(state);
      buttons.forEach((button, place) => {
        const [words] = offered[place] ?? [""];
        show(button, Boolean(words));
        put(button, words);
      });
      show(part("controls"), offered.length > 0);
      main.dataset.at = state.at;
      main.classList.toggle("calm", state.at === "rest");
      cues.awake(["ready", "work", "rest"].includes(state.at) && state.timer?.left !== 0);
      draw(state, Date.now());
    }

    buttons.forEach((button, place) =>
      button.addEventListener("click", () => {
        cues.wake();
        choices(state)[place][1](state, Date.now());
      }),
    );
    document.getElementById("tell").addEventListener("submit", () => {
      isTold = true;
      sent?.(state);
      cues.awake(false);
      memory.forget(values.plan + values.name);
    });
    window.addEventListener("pagehide", keep);
    /* Coming back by the browser's own memory of pages: what was told is told. */
    window.addEventListener("pageshow", (event) => event.persisted && location.reload());
    document.addEventListener("visibilitychange", step);

    show(page, true);
    show(part("controls"), true);
    setInterval(step, STEP);
    const frame = () => {
      if (!isCalm.matches && ["ready", "work", "rest"].includes(state.at)) draw(state, Date.now());
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    render();
    return { change, get: () => state };
  }

  /* The stride of a clock: its share done, the big number, and what that number is. */
  const drawTimer = (number, under, share, label) => {
    const [curve, foot] = [timer.querySelector(".b"), timer.querySelector(".now")];
    along(curve, share, foot);
    put(timer.querySelector(".big-n"), number);
    put(timer.querySelector(".under"), under);
    if (timer.getAttribute("aria-label") !== label) timer.setAttribute("aria-label", label);
  };

  Object.assign(strideback, { values, part, perform, drawTimer, SECOND });
})();
