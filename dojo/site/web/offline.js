// Offline: after the first visit, a service worker answers. A new version waits until it is asked for.

export async function keepOffline(newVersion) {
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  try {
    const registration = await navigator.serviceWorker.register("sw.js");
    const waits = () => registration.waiting && navigator.serviceWorker.controller && newVersion(() => take(registration));
    waits();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", waits);
    });
  } catch {
    // The page works without it, as long as there is a network.
  }
}

function take(registration) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration.waiting.postMessage("take over");
}
