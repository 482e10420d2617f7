import type { XmlElement } from '@ksef/forms/xml';

/** Positions of a document's elements: their paths, and elements by the paths that libxml2 writes. */
export class Places {
  readonly #parents = new Map<XmlElement, XmlElement>();
  /** Last steps of paths, of all children of an element at once: each is counted among the others. */
  readonly #steps = new Map<XmlElement, string>();
  readonly #children = new Map<XmlElement, Map<string, XmlElement[]>>();

  constructor(readonly root: XmlElement) {}

  /** e.g. `/Faktura/Fa/FaWiersz[3]/P_12`: counted from 1 if there are several with the same name. */
  pathOf(element: XmlElement): string {
    if (this.#parents.size === 0) this.#walk(this.root);
    const steps: string[] = [];
    let current = element;
    for (;;) {
      const parent = this.#parents.get(current);
      steps.unshift(parent === undefined ? current.name : this.#stepTo(current, parent));
      if (parent === undefined) return current === this.root ? `/${steps.join('/')}` : '';
      current = parent;
    }
  }

  #stepTo(element: XmlElement, { children }: XmlElement): string {
    if (!this.#steps.has(element)) {
      const totals = new Map<string, number>();
      for (const { name } of children) totals.set(name, (totals.get(name) ?? 0) + 1);
      const counts = new Map<string, number>();
      for (const child of children) {
        const count = (counts.get(child.name) ?? 0) + 1;
        counts.set(child.name, count);
        const index = (totals.get(child.name) ?? 0) > 1 ? `[${count}]` : '';
        this.#steps.set(child, child.name + index);
      }
    }
    return this.#steps.get(element) ?? element.name;
  }

  #walk(element: XmlElement): void {
    for (const child of element.children) {
      this.#parents.set(child, element);
      this.#walk(child);
    }
  }

  /**
   * The element at a path of libxml2: a star counts all elements beside it, a name with its prefix those of that name.
   * The children of an element are counted once, so that many violations in one list stay cheap.
   */
  elementAt(xpath: string): XmlElement | undefined {
    const [, , ...steps] = xpath.split('/');
    let element: XmlElement | undefined = this.root;
    for (const step of steps) {
      if (step.startsWith('@') || step.startsWith('text(')) break;
      const [, name = '', count = '1'] = /^([^[\]]{1,300})(?:\[(\d{1,9})\])?$/.exec(step) ?? [];
      if (element === undefined) return undefined;
      element =
        name === '*' ? element.children[Number(count) - 1] : this.#named(element, name)[Number(count) - 1];
    }
    return element;
  }

  #named(element: XmlElement, qualifiedName: string): readonly XmlElement[] {
    let names = this.#children.get(element);
    if (names === undefined) {
      names = new Map();
      for (const child of element.children) {
        const key = child.prefix === '' ? child.name : `${child.prefix}:${child.name}`;
        const known = names.get(key);
        if (known === undefined) names.set(key, [child]);
        else known.push(child);
      }
      this.#children.set(element, names);
    }
    return names.get(qualifiedName) ?? [];
  }
}
