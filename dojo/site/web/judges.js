// Judges: a worker checks, another stands by. A check that gives no answer is ended from here, and
// the next verdict comes from the other. Of checks that wait, the last one counts.

const GRACE = 2; // seconds after the time limit, which the worker's own alarm keeps
const SLACK = 1.5; // times the limit: random tables come on top
const DIAGNOSIS = 30; // seconds, which the worker's own alarm keeps as well
const MOST_MEGABYTES = 400;
const LOADING = 180; // seconds for the calculus, which may come over a slow network
const DRAWING = 60; // seconds for a figure, its own alarm included
const IDLE = 1500; // milliseconds of peace before another worker is started

export class Judges {
  #first;
  #newSeat;
  #settings;
  #course;
  #listener;
  #active = null;
  #spare = null;
  #limit = 10;
  #job = null;
  #waiting = null;
  #watch = null;
  #idle = null;
  #drawing = null;

  /**
   * `first` is a seat that has been started already, without settings of the learner's own; `newSeat(own)`
   * starts another, with those of `settings()`. `listener` has `stage(name)`, `ready()` and `failed(error)`.
   */
  constructor(first, newSeat, settings, course, listener) {
    this.#first = first;
    this.#newSeat = newSeat;
    this.#settings = settings;
    this.#course = course;
    this.#listener = listener;
  }

  /** Start Python, or start it anew. */
  start() {
    clearTimeout(this.#watch);
    this.#active?.end();
    this.#spare?.end();
    this.#spare = null;
    this.#job?.resolve(false);
    this.#job = null;
    const own = this.#settings();
    if (Object.keys(own).length) this.#first?.end();
    else if (this.#first) return this.#seat(this.#first);
    this.#seat(this.#newSeat(own));
  }

  /** Tell whether Python is there. */
  get isReady() {
    return Boolean(this.#active?.isReady);
  }

  /** Tell whether a check is under way, or waits for its turn. */
  get busy() {
    return Boolean(this.#job ?? this.#waiting);
  }

  /** Check behaviours; `told` hears each verdict. Return true, or false where another check came. */
  check(nodes, files, told) {
    this.#waiting?.resolve(false);
    return new Promise((resolve) => {
      this.#waiting = { nodes: [...nodes], files, told, resolve, running: null };
      this.#begin();
    });
  }

  /** End the check that is under way, because the learner says so. */
  stop() {
    if (this.#job) this.#end(null);
  }

  /**
   * Draw the figures of a chapter, in the worker that stands by: no check waits for them. `told`
   * hears each. Return whether they were drawn. One chapter is drawn at a time.
   */
  draw(feature, files, told) {
    return new Promise((resolve) => {
      this.#drawing = { feature, files, told, resolve };
      this.#draw();
    });
  }

  #draw() {
    const seat = this.#spare;
    if (!this.#drawing || !seat || seat.draws) return;
    const job = this.#drawing;
    this.#drawing = null;
    let watch = null;
    const watchFor = (seconds) => {
      clearTimeout(watch);
      watch = setTimeout(() => ended(true), 1000 * seconds);
    };
    const ended = (isSpoilt) => {
      clearTimeout(watch);
      seat.draws = false;
      if (isSpoilt && seat === this.#spare) {
        seat.end();
        this.#spare = null;
        this.#whenIdle();
      }
      job.resolve(!isSpoilt);
      this.#draw();
    };
    watchFor(LOADING);
    seat.draws = true;
    seat.heard = ({ type, figure, spoilt }) => {
      if (type === "calculus" || type === "figure") watchFor(DRAWING);
      if (type === "figure") job.told(figure);
      else if (type === "drawn") ended(spoilt);
      else if (type === "failed") ended(true);
    };
    seat.calculus = true;
    seat.figures(job.feature, job.files);
  }

  #seat(seat) {
    this.#first = null;
    this.#active = seat;
    seat.heard = (message) => this.#heard(message);
    seat.follow((stage) => this.#listener.stage(stage));
    seat.ready.then(
      ({ limit }) => {
        if (seat !== this.#active) return;
        this.#limit = limit;
        seat.isReady = true;
        this.#listener.ready();
        this.#begin();
        this.#whenIdle();
      },
      (error) => seat === this.#active && this.#listener.failed(error),
    );
  }

  #begin() {
    if (this.#job || !this.#waiting || !this.#active?.isReady) return;
    clearTimeout(this.#idle);
    this.#job = this.#waiting;
    this.#waiting = null;
    this.#go();
  }

  #go() {
    this.#active.check(this.#job.nodes, this.#job.files);
    this.#watchFor(this.#limit ? 60 : Infinity);
  }

  #heard(message) {
    const job = this.#job;
    if (message.type === "calculus") this.#active.calculus = true;
    if (!job) {
      if (message.type === "calculus") this.#whenIdle();
      return;
    }
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
        this.#active.calculus = true;
        this.#watchFor(120);
        job.told({ waiting: message.nodes });
        break;
      case "verdict":
        job.running = null;
        job.told({ verdict: message.verdict });
        break;
      case "done":
        this.#finish(message);
        break;
      case "failed":
        this.#end(this.#course.words.died);
    }
  }

  #finish({ spoilt, megabytes, ms }) {
    clearTimeout(this.#watch);
    const job = this.#job;
    this.#job = null;
    if (spoilt || megabytes > MOST_MEGABYTES) this.#change();
    job.resolve({ ms, megabytes });
    this.#begin();
    this.#whenIdle();
  }

  #watchFor(seconds) {
    clearTimeout(this.#watch);
    if (!Number.isFinite(seconds)) return;
    const said = this.#course.words.silent.replace("{seconds}", this.#limit);
    this.#watch = setTimeout(() => this.#end(said), 1000 * seconds);
  }

  /** End the worker, and with it the check: the running behaviour is to blame, if one is. */
  #end(why) {
    clearTimeout(this.#watch);
    const job = this.#job;
    this.#job = null;
    if (why) job.told({ verdict: this.#broken(job.running ?? job.nodes[0], why) });
    this.#change();
    job.resolve({});
    this.#begin();
  }

  /** Put the worker that stands by in the place of the one that judged. */
  #change() {
    this.#active.end();
    const spare = this.#spare;
    this.#spare = null;
    this.#seat(spare ?? this.#newSeat(this.#settings()));
  }

  /** In peace, load what the next verdict may need, and then have another worker stand by. */
  #whenIdle() {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (this.#job || !this.#active?.isReady) return;
      if (!this.#active.calculus) this.#active.loadCalculus();
      else {
        this.#spare ??= this.#newSeat(this.#settings());
        this.#draw();
      }
    }, IDLE);
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
