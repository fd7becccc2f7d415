// The runtime's own files: fetched and known by their sha256, then run from memory. It asks for them
// by addresses that lead nowhere; whoever answers is this module.

const NOWHERE = "https://runtime.invalid/";

/** Return what starts the runtime, and NumPy's wheel where it is not among the site's archives. */
export async function runtimeOf(files, { address, files: known, numpy }) {
  const base = address.includes("://") ? address : null;
  const read = (name) =>
    base
      ? files.read(name, { address: base + name, integrity: known[name] })
      : files.read(`${address}${name}`, { integrity: known[name] });
  const wanted = new Map(Object.keys(known).map((name) => [name, read(name)]));
  for (const promise of wanted.values()) promise.catch(() => {});
  answerFor(wanted);
  const module = async (name) => {
    const script = URL.createObjectURL(new Blob([await wanted.get(name)], { type: "text/javascript" }));
    try {
      return await import(script);
    } finally {
      URL.revokeObjectURL(script);
    }
  };
  return {
    wheel: numpy ? wanted.get(numpy) : null,
    async loadPyodide() {
      if (typeof WebAssembly !== "object") throw new Error(NO_WEBASSEMBLY);
      const [{ loadPyodide }] = await Promise.all([module("pyodide.mjs"), module("pyodide.asm.js")]);
      return loadPyodide({ indexURL: NOWHERE, env: { HOME: "/learner" } });
    },
  };
}

export const NO_WEBASSEMBLY =
  "This browser has no WebAssembly, or WebAssembly is switched off, so this page cannot check code. " +
  "You can read the book, write, and download your work to check it on another computer.";

const TYPES = { wasm: "application/wasm", json: "application/json", js: "text/javascript" };

function answerFor(wanted) {
  const outside = globalThis.fetch;
  globalThis.fetch = async (asked, options) => {
    const address = String(asked?.url ?? asked);
    const name = address.startsWith(NOWHERE) ? address.slice(NOWHERE.length) : null;
    if (!wanted.has(name)) return outside(asked, options);
    const type = TYPES[name.split(".").pop()] ?? "application/octet-stream";
    return new Response(await wanted.get(name), { headers: { "Content-Type": type } });
  };
}
