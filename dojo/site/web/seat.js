// A seat: one worker, from its start to its end, and what it says.

export class Seat {
  #worker;
  #stages = [];
  #follower = () => {};
  heard = () => {};

  /** Take a worker, and what it has said already. */
  constructor(worker, heard = []) {
    this.#worker = worker;
    this.ready = new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (data.type === "stage") this.#reached(data.name);
        else if (data.type === "ready") resolve(data);
        else if (data.type === "failed" && data.order === "start") reject(new Error(data.message));
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

  /** Have it start Python: where the site's files are, and the settings of the learner's own. */
  start(place, own) {
    this.#worker.postMessage({ type: "start", ...place, own });
  }

  /** Have the stages told, also those that it has reached already. */
  follow(follower) {
    this.#follower = follower;
    this.#stages.forEach(follower);
  }

  check(nodes, files) {
    this.#worker.postMessage({ type: "check", nodes, files });
  }

  figures(feature, files) {
    this.#worker.postMessage({ type: "figures", feature, files });
  }

  loadCalculus() {
    this.#worker.postMessage({ type: "calculus" });
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
