// A seat: one worker, from its start to its end, and what it says.

export class Seat {
  #worker;
  #ids = 0;
  heard = () => {};
  calculus = false;

  /** Start a worker; `stage` hears how far it is, `settings` is what it needs to begin. */
  constructor(make, settings, stage = () => {}) {
    this.#worker = make();
    this.ready = new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }) => {
        if (data.type === "stage") stage(data.name);
        else if (data.type === "ready") resolve(data);
        else if (data.type === "failed" && data.order === "start") reject(new Error(data.message));
        else this.heard(data);
      };
      this.#worker.onerror = (event) => {
        event.preventDefault?.();
        const message = event.message || "the worker could not be started";
        reject(new Error(message));
        this.heard({ type: "failed", message });
      };
    });
    this.ready.catch(() => {});
    this.#worker.postMessage({ type: "start", ...settings });
  }

  check(nodes, files) {
    this.#worker.postMessage({ type: "check", id: ++this.#ids, nodes, files });
    return this.#ids;
  }

  figures(feature, files) {
    this.#worker.postMessage({ type: "figures", id: ++this.#ids, feature, files });
  }

  loadCalculus() {
    this.#worker.postMessage({ type: "calculus", id: ++this.#ids });
  }

  end() {
    this.heard = () => {};
    this.#worker.terminate();
  }
}
