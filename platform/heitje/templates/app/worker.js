// Keeps one page and its look for when there is no network. Nothing a person sees is kept.
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
