// Keeps one page and its look for when there is no network, and shows what the house sends. Nothing
// a person sees is kept.
"use strict";

const NAME = "heitje-{{ name }}";
const KEPT = [{% for one in kept %}"{{ one|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    // Without the session: the page is of nobody.
    await cache.addAll(KEPT.map((one) => new Request(one, { credentials: "omit", cache: "reload" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const path = new URL(request.url).pathname;
  const isPage = request.mode === "navigate";
  if (!isPage && !KEPT.includes(path)) return;
  event.respondWith(fetch(request).catch(async () => {
    const cache = await caches.open(NAME);
    return (await cache.match(isPage ? KEPT[0] : path)) ?? Response.error();
  }));
});

// The house sends a subject and where it leads (RFC 8291 kept it from all on the way).
self.addEventListener("push", (event) => {
  let told = {};
  try { told = event.data.json(); } catch { /* a browser asks that something is shown all the same */ }
  event.waitUntil(self.registration.showNotification(told.title || "Heitje", {
    body: told.body || "", tag: told.tag, lang: told.lang, data: { url: told.url || "/berichten/" },
    icon: "{{ icon_url|escapejs }}", badge: "{{ icon_url|escapejs }}",
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data.url, self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: "window" });
    if (!open.length) return self.clients.openWindow(url.href);
    const shown = await open[0].navigate(url.href);
    return shown?.focus();
  })());
});
