/* A runner's page on a phone: what is told goes into the queue first and is sent from there, the day is kept for hours
   without a network, and the page says what waits. Without this script its forms are sent as they are.
   SPDX-License-Identifier: Apache-2.0 */
"use strict";

(() => {
  const about = document.querySelector("meta[name=strideback]");
  const notes = document.querySelector("[data-phone]");
  if (!about || !notes || !window.indexedDB || !navigator.locks || !window.crypto || !crypto.randomUUID) return;
  const page = about.dataset;
  const isKept = page.kept === "yes";
  const LATE_HOURS = 4;
  const WAKE_LATER_MS = 1000;
  const inSession = /^\/today\/(session|test)\//.test(location.pathname);
  const number = (form, name) => (form.get(name) ? Number(form.get(name)) : null);
  const yes = (form, name) => form.get(name) === "yes";

  /* From the fields of a form to what it tells, by its kind; where to go then. */
  const KINDS = {
    morning: { then: "/today/", read: (f) => [{ pain: number(f, "pain"), limp: yes(f, "limp"), widespread: yes(f, "widespread") }] },
    did: {
      then: "/today/session/",
      read: (f, d) => [{
        exercise: d.exercise, outcome: f.get("outcome"), pain: number(f, "pain"), minutes: number(f, "minutes"),
        why_not: f.get("outcome") === "done" ? null : f.get("why_not") || null,
      }],
    },
    finished: {
      then: "/today/result/",
      read: (f) => [{
        during: number(f, "during"), worst_at: f.get("worst_at") || null, after: number(f, "after"),
        signs: f.getAll("sign"), widespread: yes(f, "widespread"),
      }],
    },
    tried: {
      then: "/today/",
      read: (f, d) => d.criteria.split(" ").map((criterion) => ({
        criterion, injured: number(f, "injured") || 0, sound: number(f, "sound"), pain: number(f, "pain"),
      })),
    },
    other_work: {
      then: "/today/result/",
      read: (f) => [{ run_minutes: number(f, "run_minutes") || 0, loaded: yes(f, "loaded"), pain: number(f, "pain") }],
    },
    pause: { then: "/today/", read: (f) => [{ type: f.get("what") === "pause" ? "paused" : "resumed" }] },
    signs: { then: "/today/session/", read: (f) => [{ flags: f.getAll("flag") }] },
    reinjured: { then: "/today/", read: (f) => [{ grade: number(f, "grade") }] },
    cleared: { then: "/today/", read: (f) => [{ role: f.get("role") }] },
    taken_back: { then: "/today/", read: (f) => [{ why: f.get("why").trim() }] },
  };

  const show = (what, count, text) => {
    const note = notes.querySelector(`[data-say=${what}]`);
    if (count !== undefined) note.querySelectorAll("[data-many]").forEach((part) => { part.textContent = count; });
    if (text !== undefined) note.querySelectorAll("[data-fault]").forEach((part) => { part.textContent = text; });
    note.hidden = false;
    notes.hidden = false;
    if (note.classList.contains("warn")) note.scrollIntoView({ block: "center" });
  };
  const hide = (what) => { notes.querySelector(`[data-say=${what}]`).hidden = true; };

  async function skew() {
    const day = await queue.kept("day");
    return day ? day.skew : Date.parse(page.now) - performance.timeOrigin;
  }

  /* The day an entry belongs to: that of the page, unless the page is left over from another day. */
  async function dayOf(kind, form) {
    if (kind === "cleared") return form.get("day");
    const days = page.days.split(" ").map((day) => day.split("="));
    const clock = { date: page.date, days, zone: page.zone, skew: await skew() };
    const now = away.dateOf(clock);
    const ofSession = kind === "did" || kind === "finished";
    return ofSession && now > page.date && away.hoursInto(clock) < LATE_HOURS ? page.date : now;
  }

  async function entriesOf(element, form) {
    const kind = KINDS[element.dataset.entry];
    const on = element.dataset.on || (await dayOf(element.dataset.entry, form));
    const around = { at: new Date().toISOString(), on };
    if (page.version && on === page.date) around.version = Number(page.version);
    if (element.dataset.supersedes) around.supersedes = element.dataset.supersedes;
    return kind.read(form, element.dataset).map((event) => ({
      uuid: crypto.randomUUID(), ...around, event: { type: element.dataset.entry, ...event },
    }));
  }

  async function told(event) {
    const element = event.target.closest("form[data-entry]");
    if (!element || element.dataset.plain === "yes") return;
    event.preventDefault();
    if (element.dataset.busy) return;
    element.dataset.busy = "yes";
    const form = new FormData(element, event.submitter);
    const kind = element.dataset.entry;
    try {
      if (kind === "signs" && (form.getAll("flag").length > 0) === (form.get("none") === "yes")) {
        show("either");
        return;
      }
      await queue.tell(page.programme, await entriesOf(element, form));
    } catch (trouble) {
      withoutStore(element, event.submitter);
      return;
    } finally {
      delete element.dataset.busy;
    }
    element.dataset.busy = "yes";
    const how = await send();
    delete element.dataset.busy;
    if ((await refused()).length) { await say(how); return; }
    const flagged = kind === "signs" && form.getAll("flag").length;
    const unseen = element.dataset.supersedes && how.away;
    location.assign(flagged || unseen || how.status === "stopped_acute" ? "/today/" : element.dataset.then || KINDS[kind].then);
  }

  /* The store is full or shut: with a network the form goes as it is, without one the runner is told. */
  function withoutStore(element, submitter) {
    if (isKept || !navigator.onLine) { show("full"); return; }
    element.dataset.plain = "yes";
    element.requestSubmit(submitter && submitter.form === element ? submitter : undefined);
  }

  const refused = async () => (await queue.of(page.programme)).filter((row) => row.state === "refused");

  /* Where the browser can wake the worker once there is a network, it is asked to: also for a tab that is closed while
     it is still trying. */
  async function sendLater() {
    const ready = "serviceWorker" in navigator && (await navigator.serviceWorker.getRegistration());
    if (ready && ready.sync) await ready.sync.register("send").catch(() => {});
  }

  async function send() {
    const waking = setTimeout(sendLater, WAKE_LATER_MS);
    const how = await queue.flush().finally(() => clearTimeout(waking));
    if (how.waits) await sendLater();
    return how;
  }

  async function say(how) {
    const rows = await refused();
    ["waits", "refused", "signed-out", "stranger"].forEach(hide);
    if (how.waits) show("waits", how.waits);
    if (how.signedOut && how.waits) show("signed-out");
    if (how.stranger) show("stranger");
    if (rows.length) show("refused", rows.length, rows[0].fault);
    if (isKept) show("away");
  }

  /* Send and say; a page that did not know what was sent is asked for again, but never out of an exercise. */
  async function go() {
    const how = await send().catch(() => null);
    if (!how) return;
    if (!inSession && (how.sent || (await isOverdue(how)))) { location.reload(); return; }
    if (!isKept && location.pathname === "/today/" && !how.away) keepDay().catch(() => {});
    await say(how);
  }

  /* A kept page whose entries the worker has sent meanwhile gives way to the server's, but not again and again. */
  async function isOverdue(how) {
    if (!isKept || how.waits || Date.now() - Number(sessionStorage.getItem("asked-again") || 0) < 60000) return false;
    const who = await queue.identity().catch(() => null);
    if (who) sessionStorage.setItem("asked-again", Date.now());
    return Boolean(who);
  }

  /* The worker keeps today and tomorrow, so that the page stays quick under a thumb meanwhile. One that is older than
     this page may not know how, and says nothing. */
  async function keepDay() {
    if (!("serviceWorker" in navigator)) return;
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      if (data.full) show("no-room");
      if (data.date) document.documentElement.dataset.dayKept = data.date;
    };
    active.postMessage("keep-day", [port2]);
  }

  /* A kept page knows what the server knew when it was kept; the rest is in the queue. */
  async function complete() {
    const day = await queue.kept("day");
    if (!day) return;
    const stands = await away.standing(day, away.dateOf(day));
    document.querySelectorAll("[data-flag]").forEach((part) => { part.hidden = !stands.flags.includes(part.dataset.flag); });
    const slip = await away.slip(day);
    document.querySelectorAll("form[data-entry=taken_back]").forEach((part) => { part.hidden = !slip; part.dataset.supersedes = slip; });
    const done = new Set(stands.told.filter((event) => event.type === "did").map((event) => event.exercise));
    document.querySelectorAll("li[data-exercise]").forEach((part) => { part.classList.toggle("noted", done.has(part.dataset.exercise)); });
    if (stands.told.some((event) => event.type === "morning")) {
      document.querySelectorAll("form[data-entry=morning]").forEach((part) => { part.hidden = true; });
    }
  }

  /* A new version is taken by a page that opens, never while one is in use, nor in the middle of a session. */
  async function stayNew() {
    const ready = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    if (inSession) return;
    if (ready.waiting && !isKept) ready.waiting.postMessage("take");
    const told = (coming) => coming && coming.addEventListener("statechange", () => {
      if (coming.state === "installed" && navigator.serviceWorker.controller) show("newer");
    });
    told(ready.installing);
    ready.addEventListener("updatefound", () => told(ready.installing));
  }

  function save(rows) {
    const link = document.createElement("a");
    const text = JSON.stringify({ programme: page.programme, entries: rows.map((row) => row.entry) }, null, 1);
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "strideback-entries.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  /* What to do, and the exercise at hand, come before what the phone has to say of itself. */
  const first = document.querySelector("main.player, main .route");
  if (first) first.closest("main").after(notes);

  notes.addEventListener("click", async (event) => {
    const act = event.target.dataset && event.target.dataset.act;
    if (act === "send") await go();
    if (act === "save") save(await refused());
    if (act === "drop") { await queue.forget((row) => row.state === "refused"); hide("refused"); }
  });
  document.addEventListener("submit", (event) => { told(event).catch(() => show("full")); });
  window.addEventListener("online", go);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") go(); });
  if ("serviceWorker" in navigator) {
    stayNew().catch(() => {});
    navigator.serviceWorker.addEventListener("message", (event) => { if (event.data === "sent") go(); });
  }
  (isKept ? complete() : Promise.resolve()).catch(() => {}).then(go);
})();
