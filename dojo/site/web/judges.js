// Judges: one checks, another stands by, draws figures, and helps where everything is checked. A
// judge that gave no answer is ended, and the other takes its place. Of checks that wait, the last
// one counts.

import { Judge } from "./judge.js";

const IDLE = 1500; // milliseconds of peace before another judge is started
const MOST = 24; // behaviours that are checked together, before the learner's next check is heard
const FEWEST = 6;
const ENDINGS = 3; // workers that code may end before everything is checked no further
export const [ALL, SOME, ENDED] = ["all", "some", "ended"];

export class Judges {
  #first;
  #newSeat;
  #settings;
  #course;
  #listener;
  #active = null;
  #spare = null;
  #asked = null;
  #all = null;
  #drawing = null;
  #idle = null;

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
    this.#giveUp();
    this.#active?.end();
    this.#spare?.end();
    this.#spare = null;
    const first = this.#first;
    this.#first = null;
    if (first && !Object.keys(this.#settings()).length) return this.#seat(this.#judge(first));
    first?.end();
    this.#seat(this.#judge());
  }

  /** Tell whether Python is there. */
  get isReady() {
    return Boolean(this.#active?.isReady);
  }

  /** Tell whether a check is under way, or waits for its turn. */
  get busy() {
    return Boolean(this.#asked ?? this.#all) || Boolean(this.#active?.isBusy);
  }

  /** Check behaviours; `told` hears each verdict. Return true, or false where another check came. */
  check(nodes, files, told) {
    this.#asked?.resolve(false);
    this.#giveUp();
    return new Promise((resolve) => {
      this.#asked = { nodes: [...nodes], files, told, resolve };
      this.#go();
    });
  }

  /**
   * Check all behaviours: one judge takes some from the beginning, the other some from the end, and
   * so on. `told` hears each verdict. Return `ALL`, `SOME` where another check came or the learner
   * stopped it, or `ENDED` where code has ended so many workers that the next would not live either.
   */
  checkAll(nodes, files, told) {
    this.#giveUp();
    return new Promise((resolve) => {
      this.#all = { left: [...nodes], running: 0, ended: 0, files, told, resolve };
      this.#go();
    });
  }

  /** End the check that is under way, because the learner says so. */
  stop() {
    this.#giveUp();
    if (this.#active?.isBusy) this.#active.stop();
  }

  /**
   * Draw the figures of a chapter, in the judge that stands by: no check waits for them. `told`
   * hears each. Return whether they were drawn. One chapter is drawn at a time.
   */
  draw(feature, files, told) {
    return new Promise((resolve) => {
      this.#drawing = { feature, files, told, resolve };
      this.#go();
    });
  }

  #judge(seat = this.#newSeat(this.#settings())) {
    return new Judge(seat, this.#course);
  }

  /** Let a judge check what the learner asks for. */
  #seat(judge) {
    this.#active = judge;
    judge.follow((stage) => this.#listener.stage(stage));
    judge.ready.then(
      () => {
        if (judge !== this.#active) return;
        this.#listener.ready();
        this.#go();
      },
      (error) => judge === this.#active && this.#listener.failed(error),
    );
  }

  /** Let another judge stand by. */
  #standBy() {
    if (this.#spare || !this.isReady) return;
    this.#spare = this.#judge();
    this.#spare.ready.then(() => this.#go(), () => {});
  }

  /** Give each judge that is free something to do. */
  #go() {
    clearTimeout(this.#idle);
    if (this.#all) this.#standBy();
    if (this.#active?.isFree) {
      if (this.#asked) this.#answer();
      else if (this.#all?.left.length) this.#checkSome(this.#active, this.#all.left.splice(0, this.#share));
    }
    if (this.#spare?.isFree) {
      if (this.#all?.left.length) this.#checkSome(this.#spare, this.#all.left.splice(-this.#share));
      else if (this.#drawing) this.#drawIt();
    }
    if (!this.busy) this.#idle = setTimeout(() => this.#inPeace(), IDLE);
  }

  async #answer() {
    const { nodes, files, told, resolve } = this.#asked;
    this.#asked = null;
    const done = await this.#afterwards(this.#active, this.#active.check(nodes, files, told));
    resolve(done ?? false);
    this.#go();
  }

  /** How many a judge takes: fewer towards the end, so that both end together. */
  get #share() {
    return Math.min(MOST, Math.max(FEWEST, Math.ceil(this.#all.left.length / 4)));
  }

  async #checkSome(judge, nodes) {
    const all = this.#all;
    const told = (message) => all === this.#all && all.told(message);
    all.running += 1;
    const done = await this.#afterwards(judge, judge.check(nodes, all.files, told));
    all.running -= 1;
    all.left.push(...(done?.left ?? []));
    all.ended += done?.wasEnded ? 1 : 0;
    if (all === this.#all && all.ended === ENDINGS) this.#giveUp(ENDED);
    else if (all === this.#all && !all.left.length && !all.running) this.#giveUp(ALL);
    this.#go();
  }

  async #drawIt() {
    const { feature, files, told, resolve } = this.#drawing;
    this.#drawing = null;
    const done = await this.#afterwards(this.#spare, this.#spare.draw(feature, files, told));
    resolve(Boolean(done && !done.isSpent));
    this.#go();
  }

  /** Wait for a judge; put the one that stands by in its place where it can be asked no more. */
  async #afterwards(judge, answer) {
    const done = await answer;
    if (!done?.isSpent) return done;
    judge.end();
    const spare = this.#spare;
    if (judge === spare || judge === this.#active) this.#spare = null;
    if (judge === this.#active) this.#seat(spare ?? this.#judge());
    return done;
  }

  /** Check everything no further, for a reason. */
  #giveUp(why = SOME) {
    this.#all?.resolve(why);
    this.#all = null;
  }

  /** In peace, load what the next verdict may need, and then have another judge stand by. */
  #inPeace() {
    const judge = this.#active;
    if (!judge?.isFree) return;
    if (judge.hasCalculus) return this.#standBy();
    judge.loadCalculus().then(() => this.#go());
  }
}
