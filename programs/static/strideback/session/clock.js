/* Clocks, what is kept of them, and what is drawn of them. A clock is {of, ends, left}: how long it is in milliseconds,
   when it ends, and, while it is paused, what is left of it. It is read from the time of day and never counted, so a
   phone that slept is right when it wakes; being plain numbers it can be kept, and a closed page comes back. */
(() => {
  "use strict";
  const SPACE = "strideback.session:";

  const clock = {
    start: (of, at) => ({ of, ends: at + of, left: null }),
    /* A phone whose time was set back shows no more than the whole. */
    left: (it, now) => Math.min(it.of, Math.max(0, it.left ?? it.ends - now)),
    pause: (it, now) => ({ ...it, left: clock.left(it, now) }),
    goOn: (it, now) => ({ ...it, ends: now + it.left, left: null }),
    more: (it, by) => ({ ...it, of: it.of + by, ends: it.ends + by, left: it.left === null ? null : it.left + by }),
    share: (it, now) => (it.of ? 1 - clock.left(it, now) / it.of : 1),
  };

  /* Browsers may refuse storage, or have none left: the session then goes on without being remembered. */
  const attempt = (act) => {
    try {
      return act();
    } catch (refused) {
      console.info("Nothing is kept of this session:", refused.name);
      return null;
    }
  };

  const memory = {
    read: (key) => attempt(() => JSON.parse(localStorage.getItem(SPACE + key))),
    keep: (key, value) => attempt(() => localStorage.setItem(SPACE + key, JSON.stringify(value))),
    forget: (key) => attempt(() => localStorage.removeItem(SPACE + key)),
    /* Leaves what belongs to this plan and is not told yet. */
    tidy: (plan, told) =>
      attempt(() => {
        const gone = told.map((name) => SPACE + plan + name);
        Object.keys(localStorage)
          .filter((key) => key.startsWith(SPACE) && (!key.startsWith(SPACE + plan) || gone.includes(key)))
          .forEach((key) => localStorage.removeItem(key));
      }),
  };

  const put = (part, text) => {
    if (part && part.textContent !== text) part.textContent = text;
  };
  const show = (part, is) => {
    part?.toggleAttribute("hidden", !is); /* as drawings know no property of that name */
  };
  /* Fills the names in braces of a sentence. */
  const say = (sentence, facts = {}) => sentence.replace(/\{(\w+)\}/g, (all, name) => facts[name] ?? all);

  /* How far along a stride: the line that is done, and the foot at its end where one is given. */
  const drawn = new WeakMap();
  const along = (curve, share, foot) => {
    const part = Math.min(1, Math.max(0, share));
    if (drawn.get(curve) !== part) {
      drawn.set(curve, part);
      curve.setAttribute("stroke-dasharray", `${100 * part} 200`);
      curve.toggleAttribute("data-none", part === 0);
    }
    if (!foot) return;
    const point = curve.getPointAtLength(part * curve.getTotalLength());
    foot.setAttribute("cx", point.x.toFixed(1));
    foot.setAttribute("cy", point.y.toFixed(1));
  };

  const digits = (milliseconds) => {
    const seconds = Math.ceil(milliseconds / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };

  window.strideback = { clock, memory, put, show, say, along, digits };
})();
