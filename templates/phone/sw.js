{% load static %}{% comment %}The worker of a phone: kept pages where there is no network. Its list and name come from the server.{% endcomment %}"use strict";

importScripts({% for file in scripts %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %});

const SHELL = "shell-{{ digest }}";
const FILES = [{% for file in files %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PATIENCE = 4000;
const OWN = /^\/(today|progress|settings)\//;
const IN_SESSION = /^\/today\/(session|test)\//;

self.addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(fresh)));
});

/* A newer worker waits beside the one in use until a page asks for it, and while any tab is in a session it goes on
   waiting. The one in use keeps its files until then. */
self.addEventListener("message", (event) => {
  if (event.data === "take") event.waitUntil(take());
  if (event.data === "keep-day") event.waitUntil(keep(event.ports[0]));
});

/* The day as it stands now, kept; whoever asked is told how it went. Away, there is nothing to tell. */
async function keep(port) {
  const how = await shelf.fill().catch(() => ({}));
  port.postMessage(how);
}

async function take() {
  for (let asked = 0; asked < 5; asked += 1) {
    const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    if (!open.some((tab) => IN_SESSION.test(new URL(tab.url).pathname))) { await self.skipWaiting(); return; }
    // The page that has just been left is still counted for a moment.
    await new Promise((resolve) => { setTimeout(resolve, 1000); });
  }
}

self.addEventListener("activate", (event) => {
  const old = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== SHELL).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(old());
});

self.addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== self.location.origin) return;
  if (asked.pathname.startsWith("/api/") || asked.pathname === "/today/identity/" || asked.pathname === "/today/kept/") return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request, asked.pathname));
  else if (asked.pathname.startsWith("/static/") || /\.(svg|jpg)$/.test(asked.pathname)) event.respondWith(file(event.request));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "send") event.waitUntil(queue.flush().then(tell));
});

/* Pages that are open say anew what waits. Still away, the browser is to try again. */
async function tell(how) {
  if (how.away) throw new Error("still away");
  const open = await self.clients.matchAll({ type: "window" });
  open.forEach((tab) => tab.postMessage("sent"));
}

self.addEventListener("push", (event) => event.waitUntil(notify(event.data)));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show((event.notification.data || {}).opens));
});

/* A browser that wakes us wants something shown, whatever came. One that is shown already makes no noise twice. */
async function notify(data) {
  let told = {};
  try { told = (data && data.json()) || {}; } catch (trouble) { told = {}; }
  const shown = await self.registration.getNotifications({ tag: "reminder" });
  await self.registration.showNotification(String(told.title || "{{ title|escapejs }}"), {
    body: String(told.body || ""),
    tag: "reminder",
    renotify: shown.every((one) => !one.data || one.data.key !== told.key),
    icon: "{% static 'strideback/icon-192.png' %}",
    lang: "{{ language }}",
    dir: "auto",
    data: { key: told.key, opens: told.opens },
  });
}

/* The page it is about: in a tab that has the day open already, wherever somebody is in it, else in a new one. */
async function show(opens) {
  const wanted = new URL(opens || "/today/", self.location.origin);
  if (wanted.origin !== self.location.origin) wanted.href = new URL("/today/", self.location.origin);
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = tabs.find((tab) => new URL(tab.url).pathname.startsWith(wanted.pathname));
  if (open) return open.focus();
  return self.clients.openWindow(wanted.href);
}

/* A file by its name, which changes with what is in it. */
async function file(request) {
  return (await caches.match(request)) || fetch(request);
}

/* The network first, but not for ever; a plan that was taken away here stays away until the server knows why. */
async function page(request, path) {
  const own = path === "/today/" || path.startsWith("/today/");
  if (own && (await stopped())) return kept(path);
  try {
    return await inTime(fetch(request));
  } catch (trouble) {
    return own ? kept(path) : nothing(path);
  }
}

async function stopped() {
  try {
    if (!(await away.isStopped())) return false;
    await queue.flush();
    return await away.isStopped();
  } catch (trouble) {
    return false; // no store, so nothing can have been told here
  }
}

function inTime(answer) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("too slow")), PATIENCE);
    answer.then(resolve, reject);
  });
}

async function kept(path) {
  const found = await away.resolve(path);
  if (found && found.to) return Response.redirect(found.to, 302);
  const day = await queue.kept("day");
  const answer = found && (await (await caches.open(day.cache)).match(`/kept/${found.key}`));
  return answer || nothing(path);
}

/* No page to show: of the runner's own, where today is kept, it says what there is. */
async function nothing(path) {
  const day = OWN.test(path) && (await queue.kept("day").catch(() => null));
  return shell(day ? "{% url 'offline-own' %}" : "{% url 'offline' %}");
}

async function shell(path) {
  return (await caches.match(path)) || Response.error();
}
