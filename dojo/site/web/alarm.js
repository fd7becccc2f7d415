// An alarm without special headers: Pyodide asks this object now and then whether a signal has come,
// and it reads the clock. A shared buffer, which is documented, takes headers that few hosts send.

const SIGALRM = 14;

export class Alarm {
  #clock;
  #rings = 0;
  #again = 0;

  /** Take a clock, which returns seconds. */
  constructor(clock) {
    this.#clock = clock;
  }

  /** Ring after so many seconds, 0 for never, and then again and again. */
  set(seconds, again) {
    this.#rings = seconds ? this.#clock() + seconds : 0;
    this.#again = again;
  }

  /** What Pyodide takes for its interrupt buffer. */
  get buffer() {
    const alarm = this;
    return {
      get 0() {
        return alarm.#rung() ? SIGALRM : 0;
      },
      set 0(_) {},
    };
  }

  #rung() {
    const now = this.#clock();
    if (!this.#rings || now < this.#rings) return false;
    this.#rings = this.#again ? now + this.#again : 0;
    return true;
  }
}
