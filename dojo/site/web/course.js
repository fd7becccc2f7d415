// The course as the page knows it: chapters, rules, behaviours, and what is to be written for each.

export const GREEN = "green";

export class Course {
  #byNode = new Map();
  #byAnchor = new Map();

  constructor(data) {
    Object.assign(this, data);
    this.rules = this.chapters.flatMap((chapter) => chapter.rules.map((rule) => ({ ...rule, chapter })));
    for (const rule of this.rules) {
      this.#byAnchor.set(rule.anchor, rule);
      for (const behaviour of rule.behaviours) this.#byNode.set(behaviour.node, { rule, behaviour });
    }
  }

  get nodes() {
    return [...this.#byNode.keys()];
  }

  rule(anchor) {
    return this.#byAnchor.get(anchor);
  }

  /** The rule at a fragment of the page's address: its own, that of an example in it, or of its chapter. */
  ruleAt(fragment) {
    const name = decoded(fragment);
    const isNamed = ({ anchor }) => anchor === name;
    return this.rules.find((rule) => isNamed(rule) || rule.behaviours.some(isNamed)) ?? this.rules.find(({ chapter }) => isNamed(chapter));
  }

  ruleOf(node) {
    return this.#byNode.get(node)?.rule;
  }

  behaviour(node) {
    return this.#byNode.get(node)?.behaviour;
  }

  /** Tell whether a file is one that a learner writes: of the kata, or a worksheet. */
  isWritten(name) {
    return /^(kata|worksheets)\/.*\.(py|feature)$/.test(name);
  }

  /** The files that a rule is about, or else those of its chapter. */
  filesOf(rule) {
    const named = (rules) => [...new Set(rules.flatMap((each) => each.behaviours.map(({ file }) => file)))].filter(Boolean);
    const own = named([rule]);
    return own.length ? own : named(rule.chapter.rules);
  }

  /** The behaviours that ask for a file. */
  behavioursOf(file) {
    return this.rules.flatMap(({ behaviours }) => behaviours.filter((behaviour) => behaviour.file === file));
  }

  /** The title of a behaviour, as a verdict has it. */
  titleOf(node) {
    const { rule, behaviour } = this.#byNode.get(node);
    const { number, name: chapter } = rule.chapter;
    return { number, chapter, rule: rule.name, example: behaviour.name };
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Write a title as a reader looks for it. */
export function titled({ number, chapter, rule, example }) {
  return [`${number ?? ""} ${chapter}`.trim(), rule, example].filter(Boolean).join(" › ");
}
