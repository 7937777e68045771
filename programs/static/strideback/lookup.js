/* Looks up in the day's table what an answer leads to. It decides nothing: every light, plan and route in the table was
   worked out by the rules on the server. For the page and for the worker. SPDX-License-Identifier: Apache-2.0 */
"use strict";

const lookup = (() => {
  const ORDER = ["", "green", "amber", "red"];
  const LETTERS = { g: "green", a: "amber", r: "red" };
  const ROUTES = ["P", "W", "U", "E"];
  const worse = (one, other) => (ORDER.indexOf(other) > ORDER.indexOf(one) ? other : one);
  const last = (told, type) => told.filter((event) => event.type === type).pop();
  const first = (told, type) => told.find((event) => event.type === type);

  /* The way a day begins and its plan, by how the day before came out and by its morning. */
  function planOf(ways, before, told) {
    const day = ways.begins[before] || ways.begins[""] || ways.begins.untold;
    const morning = first(told, "morning");
    if (!morning || !Object.keys(day.plans).length) return { place: day.untold, light: "" };
    const how = (morning.limp ? "l" : "") + (morning.widespread ? "w" : "");
    return { place: day.plans[how][morning.pain], light: LETTERS[day.lights[how][morning.pain]] };
  }

  /* The light of a session: the worst that any of its answers leads to. */
  function lightOf(pack, plan, told, finished) {
    if (finished.signs.some((sign) => pack.acute.includes(sign))) return "acute";
    if (finished.signs.some((sign) => pack.red.includes(sign))) return "red";
    const items = new Map(told.filter((event) => event.type === "did").map((event) => [event.exercise, event]));
    const done = plan.items.filter((item) => items.has(item.exercise) && items.get(item.exercise).outcome !== "skipped");
    let light = "green";
    for (const item of done) {
      const here = finished.worst_at === null || finished.worst_at === item.exercise;
      const own = items.get(item.exercise).pain;
      const pain = own === null ? (here ? finished.during : null) : own;
      const table = finished.widespread ? item.all_over : item.lights;
      if (pain !== null) light = worse(light, LETTERS[table[pain]]);
      if (finished.after !== null) light = worse(light, LETTERS[item.after[finished.after]]);
    }
    if (!done.length && finished.after !== null) light = LETTERS[plan.nothing_done_after[finished.after]];
    return light;
  }

  /* Where ticked signs lead: E, U, W or P. */
  function routeOf(pack, flags) {
    const counted = Object.keys(pack.routes.together).join().split(",");
    const together = flags.filter((flag) => counted.includes(flag)).sort().join();
    const found = flags.map((flag) => pack.routes.alone[flag] || "U");
    if (pack.routes.together[together]) found.push(pack.routes.together[together]);
    return found.reduce((one, other) => (ROUTES.indexOf(other) > ROUTES.indexOf(one) ? other : one), "P");
  }

  return { planOf, lightOf, routeOf, worse, last };
})();
