// The store: what a learner has written, kept in this browser. One tab writes; others read.

const FILES = "files";
const STATE = "state";
const WRITER = "writer";

export class Store {
  #base = null;
  #isClaimed = false;

  /** Open it; where the browser keeps nothing, `why` says so, and everything lasts as the page does. */
  static async open(name) {
    const store = new Store();
    try {
      store.#base = await opened(name);
    } catch (error) {
      store.why = KEEPS_NOTHING;
    }
    return store;
  }

  async files() {
    return this.#base ? result(this.#store(FILES).getAll()) : [];
  }

  async state(key) {
    return this.#base ? result(this.#store(STATE).get(key)) : undefined;
  }

  async keep(key, value) {
    if (this.#base) await done(this.#base.transaction(STATE, "readwrite"), (tx) => tx.objectStore(STATE).put(value, key));
  }

  /** Save files and take some away, all or none; refuse where another tab writes by now. */
  async save(writer, records, gone = []) {
    if (!this.#base) return;
    const transaction = this.#base.transaction([FILES, STATE], "readwrite");
    const files = transaction.objectStore(FILES);
    const refused = { is: false };
    const asked = transaction.objectStore(STATE).get(WRITER);
    asked.onsuccess = () => {
      if (asked.result !== writer && this.#isClaimed) {
        refused.is = true;
        transaction.abort();
        return;
      }
      if (!this.#isClaimed) transaction.objectStore(STATE).put(writer, WRITER);
      for (const record of records) files.put(record);
      for (const name of gone) files.delete(name);
    };
    try {
      await done(transaction);
      this.#isClaimed = true;
    } catch (error) {
      if (refused.is) throw new WrittenElsewhere();
      throw error;
    }
  }

  /** Write from now on. Where the store is full, that is said when there is something to save. */
  async claim(writer) {
    this.#isClaimed = false;
    await this.keep(WRITER, writer).then(
      () => (this.#isClaimed = true),
      () => {},
    );
  }

  #store(name) {
    return this.#base.transaction(name).objectStore(name);
  }
}

/** Another tab writes by now. */
export class WrittenElsewhere extends Error {}

export const isFull = (error) => error?.name === "QuotaExceededError";

const KEEPS_NOTHING =
  "This browser keeps nothing for this page, perhaps because the window is private. " +
  "Your work is lost when you close the page. Download it first.";

function opened(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(FILES, { keyPath: "name" });
      request.result.createObjectStore(STATE);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function done(transaction, work = () => {}) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    // An error comes before, and does not know yet why.
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    work(transaction);
  });
}
