/* What was told and waits to be sent: kept in the phone's own store, sent in order, each entry once. For the page and
   for the worker, which never send at the same time. SPDX-License-Identifier: Apache-2.0 */
"use strict";

const queue = (() => {
  const KEPT_DAYS = 3;
  const AT_ONCE = 20;
  const PATIENCE = 15000;
  let opened = null;

  function open() {
    opened = opened || new Promise((resolve, reject) => {
      const asked = indexedDB.open("strideback", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("entries", { keyPath: "place", autoIncrement: true });
        asked.result.createObjectStore("kept");
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => asked.result.close();
        asked.result.onclose = () => { opened = null; };
        resolve(asked.result);
      };
      asked.onerror = () => { opened = null; reject(asked.error); };
      asked.onblocked = () => { opened = null; reject(new Error("another page holds the store")); };
    });
    return opened;
  }

  /* One transaction; it is over when the store says that it is kept. */
  async function within(name, mode, act) {
    const base = await open();
    return new Promise((resolve, reject) => {
      const transaction = base.transaction(name, mode, { durability: "strict" });
      const asked = act(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(asked && asked.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error || new Error("the store refused"));
    });
  }

  const kept = (key) => within("kept", "readonly", (store) => store.get(key));
  const keep = (key, value) => within("kept", "readwrite", (store) => store.put(value, key));
  const all = () => within("entries", "readonly", (store) => store.getAll());
  const of = async (programme) => (await all()).filter((entry) => entry.programme === programme);
  const waits = (entry) => entry.state === "waits";
  const waiting = async (programme) => (await of(programme)).filter(waits);

  /* Put *entries* into the queue, all or none. Kept when the promise holds; whoever waits for it may go on then. */
  async function tell(programme, entries) {
    const rows = entries.map((entry) => ({ programme, state: "waits", entry, fault: "" }));
    await within("entries", "readwrite", (store) => { rows.forEach((row) => store.add(row)); });
  }

  async function mark(row, state, fault) {
    await within("entries", "readwrite", (store) => {
      const asked = store.get(row.place);
      asked.onsuccess = () => { if (asked.result) store.put({ ...asked.result, state, fault }); };
    });
  }

  async function forget(test) {
    const rows = (await all()).filter(test);
    await within("entries", "readwrite", (store) => { rows.forEach((row) => store.delete(row.place)); });
    return rows.length;
  }

  async function call(path, how) {
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), PATIENCE);
    try {
      return await fetch(path, { credentials: "same-origin", cache: "no-store", signal: given.signal, ...how });
    } finally {
      clearTimeout(timer);
    }
  }

  /* Who is signed in here, and a fresh token; null for nobody. Entries never carry a token of their own. */
  async function identity() {
    const answer = await call("/today/identity/", { headers: { Accept: "application/json" } });
    if (answer.status === 401 || answer.status === 403 || answer.redirected) return null;
    if (!answer.ok) throw new Error(`identity: ${answer.status}`);
    return answer.json();
  }

  async function post(who, rows) {
    const entries = rows.map((row) => row.entry);
    const body = JSON.stringify({ programme: who.programme, sent_at: new Date().toISOString(), entries });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": who.token, Accept: "application/json" };
    const answer = await call("/api/v1/check-ins/", { method: "POST", headers, body });
    if (answer.status === 401 || answer.status === 403) return null;
    if (!answer.ok) throw new Error(`check-ins: ${answer.status}`);
    const told = await answer.json();
    const answers = new Map(told.entries.map((one) => [one.uuid, one]));
    for (const row of rows) {
      const one = answers.get(row.entry.uuid);
      if (!one) throw new Error("an entry was not answered");
      const fault = one.problem && one.problem.faults.length ? one.problem.faults[0].allowed : "";
      await mark(row, one.problem ? "refused" : "sent", fault);
    }
    return told;
  }

  /* Send what waits. {sent, waits, status, signedOut, stranger, away}: nothing is thrown, nothing is lost. */
  function flush() {
    const how = { sent: 0, waits: 0, status: "", signedOut: false, stranger: false, away: false };
    return navigator.locks.request("strideback-send", async () => {
      try {
        if (!(await all()).some(waits)) return how;
        const who = await identity();
        if (!who) how.signedOut = true;
        for (let rows = []; who; ) {
          rows = (await waiting(who.programme)).slice(0, AT_ONCE);
          if (!rows.length) break;
          const told = await post(who, rows);
          if (!told) { how.signedOut = true; break; }
          how.sent += rows.length;
          how.status = told.status;
        }
        how.stranger = !!who && (await all()).some((row) => waits(row) && row.programme !== who.programme);
        await forget((row) => row.state === "sent" && Date.now() - Date.parse(row.entry.at) > KEPT_DAYS * 864e5);
      } catch (trouble) {
        how.away = true;
      }
      how.waits = (await all()).filter(waits).length;
      return how;
    });
  }

  return { all, flush, forget, identity, keep, kept, of, tell, waiting };
})();
