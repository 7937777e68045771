/* Which kept page answers an address of a runner's day while there is no network. For the worker and for the page.
   SPDX-License-Identifier: Apache-2.0 */
"use strict";

const away = (() => {
  const OF_A_DAY = ["signs", "other", "again"];
  const SLIP_MINUTES = 15;

  /* A clock is a kept day, or a page: its date, the days to come with the moments at which the server has them begin, and
     the zone for later ones. A zone that is too new for this browser counts as the phone's own. */
  const momentOf = (clock) => Date.now() + (clock.skew || 0);
  const begun = (clock) => (clock.days || []).filter(([, at]) => Date.parse(at) <= momentOf(clock));

  function written(moment, zone) {
    const say = (timeZone) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date(moment));
    try { return say(zone); } catch (unknown) { return say(undefined); }
  }

  /* The date on the runner's calendar, by the phone's clock as the server last set it right. */
  function dateOf(clock) {
    const past = begun(clock);
    const last = past.length ? past[past.length - 1][0] : clock.date;
    if (clock.days && past.length < clock.days.length) return last;
    return [last, written(momentOf(clock), clock.zone)].sort().pop();
  }

  /* How many hours ago that date began. */
  function hoursInto(clock) {
    const past = begun(clock);
    return past.length ? (momentOf(clock) - Date.parse(past[past.length - 1][1])) / 36e5 : Infinity;
  }

  /* What the phone's own entries say, by day; a slip that was taken back says nothing. */
  async function toldSince(day) {
    const rows = (await queue.of(day.programme)).filter((row) => row.state !== "refused" && row.entry.on >= day.date);
    const back = rows.map((row) => row.entry.supersedes);
    return rows.filter((row) => !back.includes(row.entry.uuid)).map((row) => ({ on: row.entry.on, ...row.entry.event }));
  }

  /* The answer told here that was a slip and may be taken back: the last one with a sign, for some minutes and once. */
  async function slip(day) {
    const rows = (await queue.of(day.programme)).filter((row) => row.state !== "refused");
    if (!day.may_take_back || rows.some((row) => row.entry.event.type === "taken_back")) return "";
    const last = rows.filter((row) => row.entry.event.type === "signs" && row.entry.event.flags.length).pop();
    return last && Date.now() - Date.parse(last.entry.at) <= SLIP_MINUTES * 60000 ? last.entry.uuid : "";
  }

  /* Where the day stands: its table, its plan, what was told of it, and whatever takes the plan away. */
  async function standing(day, date) {
    const told = await toldSince(day);
    const flags = told.filter((event) => event.type === "signs").flatMap((event) => event.flags);
    const ended = told.filter((event) => event.type === "finished");
    const acute = told.some((event) => event.type === "reinjured")
      || ended.some((event) => event.signs.some((sign) => day.pack.acute.includes(sign)));
    const of = (on) => [...(on === day.date ? day.told : []), ...told.filter((event) => event.on === on)];
    const first = day.pack.days.find((one) => one.date === day.date);
    const light = lightOn(day, first, planAt(first, "", of(day.date)), told.filter((event) => event.on === day.date));
    const before = date === day.date ? "" : light || "untold";
    const ways = day.pack.days.find((one) => one.date === date);
    const plan = ways && planAt(ways, before, of(date));
    const lightNow = date === day.date ? light : plan && lightOn(day, ways, plan, of(date));
    return { ways, plan, told: of(date), light: lightNow, acute, flags, route: lookup.routeOf(day.pack, flags) };
  }

  const planAt = (ways, before, told) => lookup.planOf(ways, before, told);

  /* The light of that day so far: that of the server's own knowledge, of the morning here, of every session told here. */
  function lightOn(day, ways, plan, told) {
    let light = ways.date === day.date ? day.pack.light : "";
    light = lookup.worse(light, plan.light);
    const items = [...(ways.date === day.date ? day.told : []), ...told];
    for (const event of told.filter((one) => one.type === "finished")) {
      const found = lookup.lightOf(day.pack, ways.plans[plan.place], items, event);
      light = lookup.worse(light, found === "acute" ? "red" : found);
    }
    return light;
  }

  /* Of the session: what is still open, in order; what is optional comes when it is asked for. */
  function openItems(stands) {
    const told = stands.told.filter((event) => event.type === "did").map((event) => event.exercise);
    const items = stands.ways.plans[stands.plan.place].items;
    return items.map((item, place) => ({ ...item, number: place + 1 }))
      .filter((item) => !item.optional && !told.includes(item.exercise));
  }

  /* {key} of a kept page, {to} another address, or null where the phone has no answer. */
  async function resolve(path) {
    const day = await queue.kept("day");
    if (!day) return null;
    const stands = await standing(day, dateOf(day));
    if (stands.route !== "P") return { key: `stopped/${stands.route}` };
    if (stands.acute) return { key: "stopped/U" };
    if (!stands.ways) return null;
    const here = `${stands.ways.date}/${stands.plan.place}`;
    const parts = path.split("/").filter(Boolean).slice(1);
    if (!parts.length) return { key: `${here}/today` };
    if (OF_A_DAY.includes(parts[0]) && parts.length === 1) return { key: `${stands.ways.date}/${parts[0]}` };
    if (parts[0] === "result") return { key: stands.light ? `result/${stands.light}` : `${here}/today` };
    if (parts[0] === "test" && parts[1]) return { key: `${here}/test/${parts[1]}` };
    if (parts[0] !== "session") return null;
    if (stands.ways.signs_due && !lookup.last(stands.told, "signs")) return { to: "/today/signs/" };
    if (parts[1] === "end") return { key: `${here}/end` };
    if (parts[1]) return { key: `${here}/item/${Number(parts[1])}` };
    const open = openItems(stands);
    return { to: open.length ? `/today/session/${open[0].number}/` : "/today/session/end/" };
  }

  /* Whether something waits that takes the plan away, which a page of the server does not know of yet. */
  async function isStopped() {
    const day = await queue.kept("day");
    if (!day || !(await queue.waiting(day.programme)).length) return false;
    const stands = await standing(day, dateOf(day));
    return stands.route !== "P" || stands.acute;
  }

  return { dateOf, hoursInto, isStopped, openItems, resolve, slip, standing };
})();
