// A judge: a worker that does one thing at a time, and the clock that ends it where it gives no answer.

const GRACE = 2; // seconds after the time limit, which the worker's own alarm keeps
const SLACK = 1.5; // times the limit: random tables come on top
const BEGINNING = 60; // seconds until the first behaviour
const DIAGNOSIS = 30; // seconds, which the worker's own alarm keeps as well
const LOADING = 180; // seconds for the calculus, which may come over a slow network
const DRAWING = 60; // seconds for a figure, its own alarm included
const MOST_MEGABYTES = 400;

export class Judge {
  #seat;
  #course;
  #limit = 10;
  #job = null;
  #watch = null;
  isReady = false;
  hasCalculus = false;
  #loaded = () => {};

  constructor(seat, course) {
    this.#seat = seat;
    this.#course = course;
    seat.heard = (message) => this.#heard(message);
    this.ready = seat.ready.then(({ limit }) => {
      this.#limit = limit;
      this.isReady = true;
    });
    this.ready.catch(() => {});
  }

  /** Have the stages of its start told. */
  follow(follower) {
    this.#seat.follow(follower);
  }

  get isBusy() {
    return Boolean(this.#job);
  }

  /** Tell whether it can be asked for something. */
  get isFree() {
    return this.isReady && !this.isBusy;
  }

  /**
   * Check behaviours; `told` hears each verdict. Return how long it took, how many megabytes the
   * worker has, whether it can be asked no more, whether the code ended it, and the behaviours that
   * it then did not come to; or null where Python is started anew.
   */
  check(nodes, files, told) {
    return this.#begin({ left: new Set(nodes), told }, BEGINNING, () => this.#seat.check(nodes, files));
  }

  /** Draw the figures of a chapter; `told` hears each. Return what `check` returns. */
  draw(feature, files, told) {
    return this.#begin({ left: null, told }, LOADING, () => this.#seat.figures(feature, files));
  }

  /** Load what a verdict may need later. */
  loadCalculus() {
    this.#seat.loadCalculus();
    return new Promise((resolve) => (this.#loaded = resolve));
  }

  /** End what it does, because the learner says so. */
  stop() {
    this.end({ isSpent: true, left: [] });
  }

  /** End the worker, whatever it is doing. */
  end(answer = null) {
    clearTimeout(this.#watch);
    this.isReady = false;
    this.#seat.end();
    this.#job?.resolve(answer);
    this.#job = null;
  }

  /** End a check that gives no answer: the running behaviour is to blame, or the first. */
  #blame(why) {
    const { left, running, told } = this.#job;
    const blamed = running ?? left?.values().next().value;
    left?.delete(blamed);
    if (blamed) told({ verdict: this.#broken(blamed, why) });
    this.end({ isSpent: true, wasEnded: true, left: [...(left ?? [])] });
  }

  #begin(job, seconds, ask) {
    return new Promise((resolve) => {
      this.#job = { ...job, resolve, running: null };
      ask();
      this.#watchFor(job.left && !this.#limit ? Infinity : seconds);
    });
  }

  #heard(message) {
    const job = this.#job;
    if (message.type === "calculus") {
      this.hasCalculus = true;
      this.#loaded();
    }
    if (!job) return;
    switch (message.type) {
      case "started":
        job.running = message.node;
        this.#watchFor(this.#limit ? SLACK * this.#limit + GRACE : Infinity);
        break;
      case "answered":
        this.#watchFor(DIAGNOSIS);
        break;
      case "waiting":
        // The calculus is being loaded, and takes the time that it takes.
        job.running = null;
        this.hasCalculus = true;
        this.#watchFor(LOADING);
        job.told({ waiting: message.nodes });
        break;
      case "verdict":
        job.running = null;
        job.left.delete(message.verdict.nodeid);
        job.told({ verdict: message.verdict });
        break;
      case "calculus":
        if (!job.left) this.#watchFor(DRAWING);
        break;
      case "figure":
        this.#watchFor(DRAWING);
        job.told(message.figure);
        break;
      case "drawn":
      case "done":
        this.#done(message);
        break;
      case "failed":
        this.#blame(this.#course.words.died);
    }
  }

  #done({ spoilt, megabytes = 0, ms = 0 }) {
    clearTimeout(this.#watch);
    const { resolve } = this.#job;
    this.#job = null;
    resolve({ ms, megabytes, isSpent: spoilt || megabytes > MOST_MEGABYTES, left: [] });
  }

  #watchFor(seconds) {
    clearTimeout(this.#watch);
    if (!Number.isFinite(seconds)) return;
    const said = this.#course.words.silent.replace("{seconds}", this.#limit);
    this.#watch = setTimeout(() => this.#blame(said), 1000 * seconds);
  }

  #broken(node, sentence) {
    return {
      kind: "broken",
      nodeid: node,
      title: this.#course.titleOf(node),
      place: { file: node.split("::")[0], line: 0, function: "", address: "" },
      step: "",
      table: null,
      tables: [],
      drawn: [],
      reasons: [{ code: "ended", sentence, source: "", facts: {} }],
      places: [],
      seconds: 0,
      printed: "",
    };
  }
}
