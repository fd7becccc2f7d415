// A seat: one worker, from its start to its end, and what it says.

export class Seat {
  #worker;
  #ids = 0;
  #stages = [];
  #follower = () => {};
  heard = () => {};
  calculus = false;

  /** Take a worker, and what it has said already. */
  constructor(worker, heard = []) {
    this.#worker = worker;
    this.ready = new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (data.type === "stage") this.#reached(data.name);
        else if (data.type === "ready") resolve(data);
        else if (data.type === "failed" && BEGINNING.has(data.order)) reject(new Error(data.message));
        else this.heard(data);
      };
      worker.onerror = (event) => {
        event.preventDefault?.();
        const message = event.message || "the worker could not be started";
        reject(new Error(message));
        this.heard({ type: "failed", message });
      };
    });
    this.ready.catch(() => {});
    for (const event of heard) worker[`on${event.type}`](event);
  }

  /** Have it load Python; `place` says where the site's files are. */
  load(place) {
    this.#worker.postMessage({ type: "load", ...place });
  }

  /** Have the stages told, also those that it has reached already. */
  follow(follower) {
    this.#follower = follower;
    this.#stages.forEach(follower);
  }

  /** Have it open the workspace; `own` are the learner's settings, which it is collected with. */
  open(own) {
    this.#worker.postMessage({ type: "open", own });
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

  #reached(stage) {
    performance.mark(`dojo ${stage}`);
    this.#stages.push(stage);
    this.#follower(stage);
  }
}

// Orders that come before a worker can check.
const BEGINNING = new Set(["load", "open"]);
