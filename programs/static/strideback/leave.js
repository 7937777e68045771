/* Signing out of a phone that still holds something: send it, save it to a file, or let it go; then nothing of the day
   stays behind. Without this script the page signs out as it is. SPDX-License-Identifier: Apache-2.0 */
"use strict";

(() => {
  const form = document.querySelector("form[data-leave]");
  const asked = document.querySelector("[data-unsent]");
  if (!form || !asked || !window.indexedDB || !navigator.locks) return;
  const unsent = async () => (await queue.all()).filter((row) => row.state !== "sent");

  async function ask() {
    const rows = await unsent();
    asked.querySelector("[data-many]").textContent = rows.length;
    asked.hidden = !rows.length;
    form.hidden = rows.length > 0;
  }

  function save(rows) {
    const text = JSON.stringify({ entries: rows.map(({ programme, entry }) => ({ programme, ...entry })) }, null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "strideback-entries.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  const soon = new Promise((resolve) => { form.addEventListener("submit", () => setTimeout(resolve, 3000), { once: true }); });

  /* The server forgets the phone too; this is for one that was added under an earlier sign-in. */
  async function takeNoMore() {
    const ready = "serviceWorker" in navigator && (await navigator.serviceWorker.getRegistration());
    const held = ready && ready.pushManager && (await ready.pushManager.getSubscription());
    if (held) await held.unsubscribe();
  }

  async function empty() {
    await Promise.race([takeNoMore().catch(() => {}), soon]);
    await queue.forget(() => true);
    // The worker may be filling the shelf at this moment: what it is about to put there goes too.
    await navigator.locks.request("keep-day", clear);
  }

  async function clear() {
    await queue.keep("day", undefined);
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("kept-")).map((name) => caches.delete(name)));
  }

  asked.addEventListener("click", async (event) => {
    const act = event.target.dataset.act;
    if (act === "send") {
      const how = await queue.flush();
      asked.querySelector("[data-away]").hidden = !(how.away || how.signedOut || how.stranger);
    }
    if (act === "save") {
      save(await unsent());
      return;
    }
    if (act === "drop") await queue.forget((row) => row.state !== "sent");
    await ask();
  });
  form.addEventListener("submit", (event) => {
    if (form.dataset.empty) return;
    event.preventDefault();
    empty().catch(() => {}).then(() => { form.dataset.empty = "yes"; form.requestSubmit(event.submitter || undefined); });
  });
  ask().catch(() => {});
})();
