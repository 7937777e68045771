/* Today and tomorrow with their pictures, kept for hours without a network under the account and programme they belong
   to. For the worker, away from what a page has to do. SPDX-License-Identifier: Apache-2.0 */
"use strict";

const shelf = (() => {
  const PATIENCE = 20000;

  /* {date} of what is kept, {full: true} where there is no room, {} where there is nothing to keep. One at a time: two
     would each clear away what the other is filling, and leave an empty shelf. */
  function fill() {
    return navigator.locks.request("keep-day", fillAlone);
  }

  async function fillAlone() {
    const signal = AbortSignal.timeout(PATIENCE); // whoever signs out waits for this to end
    const before = await queue.kept("day");
    const headers = before && (await caches.has(before.cache)) ? { "If-None-Match": before.etag } : {};
    const answer = await fetch("/today/kept/", { headers, credentials: "same-origin", cache: "no-store", signal });
    if (answer.status === 304) return { date: before.date };
    if (!answer.ok) return {};
    const { pages, files, ...day } = await answer.json();
    const cache = `kept-${day.programme}-${crypto.randomUUID()}`;
    try {
      const fresh = await caches.open(cache);
      await put(fresh, pages, day.policy);
      await bring(fresh, files, signal);
      const skew = Date.parse(day.made_at) - Date.now();
      await queue.keep("day", { ...day, cache, skew, etag: answer.headers.get("ETag") });
    } catch (trouble) {
      await caches.delete(cache);
      const isAway = signal.aborted || trouble instanceof TypeError; // as a request fails for want of a network
      return isAway ? {} : { full: true };
    }
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("kept-") && name !== cache).map((name) => caches.delete(name)));
    return { date: day.date };
  }

  async function put(cache, pages, policy) {
    const type = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy };
    for (const [key, html] of Object.entries(pages)) await cache.put(`/kept/${key}`, new Response(html, { headers: type }));
  }

  /* A file by its name, which changes with what is in it: one that is kept already is not asked for again. */
  async function bring(cache, files, signal) {
    await Promise.all(files.map(async (file) => {
      const had = await caches.match(file);
      await (had ? cache.put(file, had) : cache.add(new Request(file, { signal })));
    }));
  }

  return { fill };
})();
