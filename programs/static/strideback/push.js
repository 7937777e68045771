/* Reminders on this phone: asks the browser for leave, has it take messages of this house, and tells the server where.
   Without this script, or where a browser takes none, the button stays hidden and mail is the way.
   SPDX-License-Identifier: Apache-2.0 */
"use strict";

(() => {
  const form = document.querySelector("form[data-push]");
  if (!form) return;
  const say = (what) => { document.querySelector(`[data-push-say=${what}]`).hidden = false; };
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) { say("none"); return; }

  const button = form.querySelector("button");
  const fault = form.querySelector("[data-fault]");
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

  async function mark(endpoint) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /* Which of the phones in the list this one is; the button is for a phone that is not there, or was given up. */
  async function look() {
    const ready = await navigator.serviceWorker.ready;
    const held = await ready.pushManager.getSubscription();
    const row = held && document.querySelector(`form[data-phone="${await mark(held.endpoint)}"]`);
    if (row) row.querySelector("[data-this]").hidden = false;
    if (row && !("trouble" in row.dataset)) return;
    if (Notification.permission === "denied") say("blocked");
    else form.hidden = false;
  }

  /* A subscription made for another key of the house is no longer good for anything. */
  async function subscribed(key) {
    const { pushManager } = await navigator.serviceWorker.ready;
    const asked = { userVisibleOnly: true, applicationServerKey: bytes(key) };
    try {
      return await pushManager.subscribe(asked);
    } catch (trouble) {
      const old = await pushManager.getSubscription();
      if (!old) throw trouble;
      await old.unsubscribe();
      return pushManager.subscribe(asked);
    }
  }

  async function add() {
    // The press counts for this question only as long as nothing else is waited for.
    if ((await Notification.requestPermission()) !== "granted") { form.hidden = true; say("blocked"); return; }
    const told = await fetch(form.dataset.push, { cache: "no-store" });
    if (!told.ok || told.redirected) throw new Error("");
    const subscription = await subscribed((await told.json()).key);
    const body = new FormData(form);
    body.set("subscription", JSON.stringify(subscription));
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(body) });
    if (answer.redirected) throw new Error("");
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).problem || "");
    location.assign(form.dataset.then);
    if (location.search === "?saved=reminders") location.reload();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fault.hidden = button.disabled = true;
    add().catch((trouble) => {
      fault.querySelector("[data-problem]").textContent = trouble.message;
      fault.hidden = false;
    }).then(() => { button.disabled = false; });
  });
  look().catch(() => say("none"));
})();
