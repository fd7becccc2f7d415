// The service worker: all files of the site, kept at the first visit, and used from then on.
// A new version of the site has another name here, and so is fetched anew as a whole.

const VERSION = "{version}";
const PREFIX = `dojo ${self.registration.scope} `;
const NAME = PREFIX + VERSION;

async function keep() {
  const cache = await caches.open(NAME);
  const list = await fetch("files.json", { cache: "no-cache" });
  const { runtime, files } = await list.clone().json();
  await cache.put("files.json", list);
  const names = Object.keys(files).filter((name) => name !== "sw.js");
  await Promise.all([
    cache.add(new Request("./", { cache: "no-cache" })),
    ...names.map((name) => add(cache, name, files[name])),
    ...(runtime.address.includes("://") ? Object.entries(runtime.files).map(([name, integrity]) => add(cache, runtime.address + name, integrity)) : []),
  ]);
}

async function add(cache, address, integrity) {
  const answer = await fetch(address, { integrity });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  await cache.put(address, answer);
}

async function tidy() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  }
  await self.clients.claim();
}

async function answer(request) {
  const cache = await caches.open(NAME);
  const asked = request.mode === "navigate" ? "./" : request;
  const kept = (await cache.match(request, { ignoreSearch: true })) ?? (await cache.match(asked, { ignoreSearch: true }));
  return kept ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", ({ data }) => data === "take over" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith("http")) event.respondWith(answer(event.request));
});
