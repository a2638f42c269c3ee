/* Service worker: gives back what a member saved when there is no connection. It saves nothing by itself; `offline.js`
   does, and only papers whose answers carry the server's own permission. Leaving (logging out) empties it first. */
'use strict';
const SHELF = 'stukken:';
const OFFLINE = '/offline/';
const LOGOUT = '/account/logout/';

async function wipe() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(SHELF)).map((name) => caches.delete(name)));
}

async function saved(request) {
  const found = await caches.match(request, { ignoreVary: true });
  if (found) return found;
  const page = request.mode === 'navigate' ? await caches.match(OFFLINE, { ignoreVary: true }) : null;
  return page ?? Response.error();
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === 'POST' && url.pathname === LOGOUT) {
    event.respondWith(wipe().then(() => fetch(request)));
  } else if (request.method === 'GET') {
    event.respondWith(fetch(request).catch(() => saved(request)));
  }
});
