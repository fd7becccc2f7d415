// Tabs of one dojo: one of them writes. A new one asks whether another does, and may take over.

const PATIENCE = 200; // milliseconds, for another tab to answer

export class Tabs {
  #channel;
  #id = crypto.getRandomValues(new Uint32Array(2)).join("-");
  #writes = false;
  #lost;

  /** `lost` is called when another tab takes over; what it returns is waited for. */
  constructor(name, lost) {
    this.#channel = new BroadcastChannel(name);
    this.#lost = lost;
    this.#channel.onmessage = ({ data }) => this.#heard(data);
  }

  get id() {
    return this.#id;
  }

  /** Write if no other tab does; tell whether this one does. */
  async mayWrite() {
    this.#writes = !(await this.#ask("who writes?"));
    return this.#writes;
  }

  /** Write from now on: the tab that wrote saves what it has, and reads from then on. */
  async takeOver() {
    await this.#ask("let me write");
    this.#writes = true;
  }

  #ask(question) {
    return new Promise((resolve) => {
      const asked = `${question} ${Math.random()}`;
      const heard = ({ data }) => {
        if (data.answer !== asked) return;
        this.#channel.removeEventListener("message", heard);
        resolve(true);
      };
      this.#channel.addEventListener("message", heard);
      this.#channel.postMessage({ question, asked });
      setTimeout(() => {
        this.#channel.removeEventListener("message", heard);
        resolve(false);
      }, PATIENCE);
    });
  }

  async #heard({ question, asked }) {
    if (!question || !this.#writes) return;
    if (question === "let me write") {
      this.#writes = false;
      await this.#lost();
    }
    this.#channel.postMessage({ answer: asked });
  }
}
