// Follows papers while they are made. Without this script a link does it.
"use strict";
(() => {
  const EVERY = 2_000;

  async function look() {
    const shown = document.querySelector("[data-papers]");
    if (!("waiting" in shown.dataset)) return;
    if (!document.hidden) {
      try {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
        if (answer.ok && !answer.redirected) {
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const news = page.querySelector("[data-papers]");
          if (news && news.textContent !== shown.textContent) {
            shown.replaceWith(news);
            document.title = page.title;
          }
        }
      } catch {
        // Without a network the page stays as it was; the next look may tell.
      }
    }
    setTimeout(look, EVERY);
  }

  setTimeout(look, EVERY);
})();
