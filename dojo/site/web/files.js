// Files of the site: fetched, and known by their sha256; or carried by the page that is one file.

export const COURSE = "course.json";
const LIST = "files.json";

export class Files {
  #base;
  #known;
  #carried;

  /** `known` is {name: integrity}; `carried` is {name: bytes}, or null for a site with files. */
  constructor(base, known, carried = null) {
    this.#base = base;
    this.#known = known;
    this.#carried = carried;
  }

  /** Return a file's bytes, or those of an address outside; an error says which is missing. */
  async read(name, { address = new URL(name, this.#base).href, integrity = this.#known[name] } = {}) {
    if (this.#carried?.[name]) return this.#carried[name];
    // A browser may still have the file of an earlier version of the site: then it has to ask again.
    for (const cache of ["default", "reload"]) {
      try {
        const answer = await fetch(address, { integrity, cache });
        if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
      } catch {
        // No answer, or another file than the one that is meant.
      }
    }
    throw new Missing(address);
  }

  async json(name) {
    return JSON.parse(new TextDecoder().decode(await this.read(name)));
  }

  /** Return the files of a site, and the list that names them, which is known by `digest`. */
  static async listed(base, digest, carried = null) {
    const list = await new Files(base, { [LIST]: digest }, carried).json(LIST);
    return { list, files: new Files(base, list.files, carried) };
  }
}

/** A file that did not come, or not as it was written. */
export class Missing extends Error {
  constructor(address) {
    super(
      `${address} did not arrive, or arrived damaged. The network may block it. ` +
        "Your code is kept; reload the page to try again.",
    );
  }
}
