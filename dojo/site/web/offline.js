// Offline: after the first visit, a service worker answers. A new version waits until it is asked for.

export async function keepOffline(newVersion) {
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  const workers = navigator.serviceWorker;
  let isAsked = false;
  const taken = () => (isAsked ? location.reload() : newVersion(() => location.reload()));
  // Another tab may take the new version; then the files of this page are no longer kept.
  if (workers.controller) workers.addEventListener("controllerchange", taken);
  try {
    const registration = await workers.register("sw.js");
    const take = () => {
      isAsked = true;
      registration.waiting?.postMessage("take over");
    };
    const waits = () => registration.waiting && workers.controller && newVersion(take);
    waits();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", waits);
    });
  } catch {
    // The page works without it, as long as there is a network.
  }
}
