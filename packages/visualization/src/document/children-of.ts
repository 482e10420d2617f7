import type { XmlElement } from '@ksef/forms/xml';

/**
 * The children of an element, taken by name: each can be taken once, and the rest stays. So nothing of a document is
 * shown twice, and nothing is lost.
 */
export class ChildrenOf {
  #left: XmlElement[];

  constructor(element: XmlElement | undefined) {
    this.#left = [...(element?.children ?? [])];
  }

  /** The first child of a name. */
  take(name: string): XmlElement | undefined {
    const index = this.#left.findIndex((child) => child.name === name);
    return index === -1 ? undefined : this.#left.splice(index, 1)[0];
  }

  /** The first child of a name, without taking it. */
  peek(name: string): XmlElement | undefined {
    return this.#left.find((child) => child.name === name);
  }

  /** All children of these names, in document order. */
  takeAll(...names: string[]): XmlElement[] {
    const taken: XmlElement[] = [];
    const left: XmlElement[] = [];
    for (const child of this.#left) (names.includes(child.name) ? taken : left).push(child);
    this.#left = left;
    return taken;
  }

  /** All children that pass. */
  takeWhere(passes: (child: XmlElement) => boolean): XmlElement[] {
    const taken = this.#left.filter(passes);
    this.#left = this.#left.filter((child) => !passes(child));
    return taken;
  }

  /** The children that were not taken. */
  takeRest(): XmlElement[] {
    const left = this.#left;
    this.#left = [];
    return left;
  }
}
