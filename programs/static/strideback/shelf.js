/* Today and tomorrow with their pictures, kept for hours without a network under the account and programme they belong
   to. For the worker, away from what a page has to do. SPDX-License-Identifier: Apache-2.0 */
"use strict";

const shelf = (() => {
  /* {date} of what is kept, {full: true} where there is no room, {} where there is nothing to keep. One at a time: two
     would each clear away what the other is filling, and leave an empty shelf. */
  function fill() {
    return navigator.locks.request("keep-day", fillAlone);
  }

  async function fillAlone() {
    const before = await queue.kept("day");
    const headers = before && (await caches.has(before.cache)) ? { "If-None-Match": before.etag } : {};
    const answer = await fetch("/today/kept/", { headers, credentials: "same-origin", cache: "no-store" });
    if (answer.status === 304) return { date: before.date };
    if (!answer.ok) return {};
    const { pages, files, ...day } = await answer.json();
    const cache = `kept-${day.programme}-${crypto.randomUUID()}`;
    try {
      await put(await caches.open(cache), pages, files, day.policy);
      const skew = Date.parse(day.made_at) - Date.now();
      await queue.keep("day", { ...day, cache, skew, etag: answer.headers.get("ETag") });
    } catch (trouble) {
      await caches.delete(cache);
      return { full: true };
    }
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("kept-") && name !== cache).map((name) => caches.delete(name)));
    return { date: day.date };
  }

  /* A file by its name, which changes with what is in it: one that is kept already is not asked for again. */
  async function put(cache, pages, files, policy) {
    const type = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy };
    for (const [key, html] of Object.entries(pages)) await cache.put(`/kept/${key}`, new Response(html, { headers: type }));
    await Promise.all(files.map(async (file) => {
      const had = await caches.match(file);
      await (had ? cache.put(file, had) : cache.add(file));
    }));
  }

  return { fill };
})();
