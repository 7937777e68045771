/* Passkeys: asks the server what to sign, has the device sign it, and sends the form. Without this script, or where a
   browser knows no passkeys, the forms stay hidden and a code by e-mail is the way. SPDX-License-Identifier: Apache-2.0 */
"use strict";

(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  function readable(asked) {
    const key = { ...asked.publicKey, challenge: bytes(asked.publicKey.challenge) };
    if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
    if (key.excludeCredentials) key.excludeCredentials = key.excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) }));
    return { publicKey: key };
  }

  function told(made) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = text(made.response[name]);
    }
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response });
  }

  async function answer(form) {
    const token = form.elements.csrfmiddlewaretoken.value;
    const asked = await fetch(form.dataset.ask, { method: "POST", headers: { "X-CSRFToken": token } });
    if (asked.status === 403) location.reload();  // who this is has to be shown anew
    if (!asked.ok) throw new Error(String(asked.status));
    const what = readable(await asked.json());
    const made = await (form.dataset.passkey === "add" ? navigator.credentials.create(what) : navigator.credentials.get(what));
    form.elements.credential.value = told(made);
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const fault = form.querySelector("[data-fault]");
    const button = form.querySelector("button");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      fault.hidden = button.disabled = true;
      answer(form).then(() => form.submit(), () => { fault.hidden = button.disabled = false; });
    });
  }
})();
