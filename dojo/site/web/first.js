// The first worker: it starts Python while the browser still reads the book. This script stands in
// the page's head, and is no module; what the worker says is kept for the page's program.

globalThis.dojo = (() => {
  const here = new URL("./", location.href).href;
  // `site` is how the list of the site's files is known. A page that is one file has no `program`.
  const { files: site, program } = document.currentScript.dataset;

  /** A worker that is made here may do what the page may, and no more. */
  function newWorker(module) {
    const source = `
      const early = [];
      self.onmessage = (event) => early.push(event);
      import(${module}).then(() => early.forEach((event) => self.onmessage(event)), (error) => setTimeout(() => { throw error; }));`;
    return new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })), { name: "dojo" });
  }

  const ours = { here, site, module: JSON.stringify(new URL(`${program}worker.js`, here).href), newWorker, first: null, heard: [] };
  if (program && typeof WebAssembly === "object") {
    ours.first = newWorker(ours.module);
    ours.first.onmessage = ours.first.onerror = (event) => ours.heard.push(event);
    ours.first.postMessage({ type: "start", here, site });
  }
  return ours;
})();
