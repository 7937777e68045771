// Shows beside the form of a client what they will see, as it is filled in. Without this script a button does it.
"use strict";
(() => {
  const form = document.querySelector("form[data-preview]");
  if (!form) return;
  const shown = form.querySelector("[data-shown]");
  form.querySelector("[data-by-hand]").hidden = true;
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
