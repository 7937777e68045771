// Moves through the list by keys, and says when it has aged. Without this script links and a reload do both.
"use strict";
(() => {
  const list = document.querySelector("[data-list]");
  if (!list) return;
  const EVERY = 40_000;
  const names = [...list.querySelectorAll("h3 a")];
  const down = new Set(["j", "ArrowDown"]);
  const up = new Set(["k", "ArrowUp"]);

  function move(by) {
    const here = names.indexOf(document.activeElement);
    const next = here < 0 ? (by > 0 ? 0 : names.length - 1) : here + by;
    names[Math.max(0, Math.min(names.length - 1, next))]?.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (list.dataset.keys !== "on" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, button")) return;
    const isArrow = event.key.startsWith("Arrow");
    // Arrows scroll the page as ever, until a client has the focus.
    if (isArrow && !names.includes(document.activeElement)) return;
    if (down.has(event.key)) move(1);
    else if (up.has(event.key)) move(-1);
    else if (event.key === "/") document.getElementById("words").focus();
    else return;
    event.preventDefault();
  });

  async function look() {
    if (document.hidden) return;
    try {
      const answer = await fetch(list.dataset.stampAt, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      const { stamp } = await answer.json();
      if (stamp !== list.dataset.stamp) document.querySelector("[data-news]").hidden = false;
    } catch {
      // Without a network the list stays as it was; the next look may tell.
    }
  }

  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
})();
