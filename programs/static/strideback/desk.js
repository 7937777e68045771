// Shows beside the form of a client what they will see, as it is filled in, and puts in what a template brings once it
// is picked. Without this script a button does each. A picture that is chosen by its name shows; without the script, a
// link leads to all of them.
"use strict";
(() => {
  const select = document.querySelector("select[data-brings]");
  if (!select) return;
  const form = select.form;
  form.querySelector("[name=step][value=take]")?.remove();

  select.addEventListener("input", () => {
    const { kit, focus } = select.selectedOptions[0].dataset;
    if (kit !== undefined) {
      const brought = kit.split(" ");
      for (const box of form.querySelectorAll("[name=equipment]")) box.checked = brought.includes(box.value);
    }
    if (focus !== undefined) form.elements.focus.value = focus;
    const fold = form.querySelector("[data-brought]");
    if (fold && (kit !== undefined || focus !== undefined)) fold.open = true;
  });
})();

(() => {
  const form = document.querySelector("form[data-preview]");
  if (!form) return;
  const shown = form.querySelector("[data-shown]");
  form.querySelector("[data-by-hand=preview]").hidden = true;
  let waiting = 0;
  let asked = 0;

  async function show() {
    const mine = ++asked;
    try {
      const answer = await fetch(form.dataset.preview, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "text/html" },
      });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine === asked) shown.replaceChildren(...page.body.childNodes);
    } catch {
      // Without a network the page stays as it is: what it shows was true of the form before.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 250);
  });
  show();
})();

(() => {
  const select = document.querySelector("select[data-pictures]");
  if (!select) return;
  const pictured = select.form.querySelector("[data-pictured]");
  select.addEventListener("input", () => {
    pictured.src = select.selectedOptions[0].dataset.picture;
  });
})();
