import type { XmlElement } from '@ksef/forms/xml';

/** Where the elements of a document stand: their paths, and elements by the paths that libxml2 writes. */
export class Places {
  readonly #paths = new Map<XmlElement, string>();
  readonly #children = new Map<XmlElement, Map<string, XmlElement[]>>();

  constructor(readonly root: XmlElement) {}

  /** e.g. `/Faktura/Fa/FaWiersz[3]/P_12`: counted from 1 where there are several of a name. */
  pathOf(element: XmlElement): string {
    if (this.#paths.size === 0) this.#walk(this.root, `/${this.root.name}`);
    return this.#paths.get(element) ?? '';
  }

  #walk(element: XmlElement, path: string): void {
    this.#paths.set(element, path);
    const totals = new Map<string, number>();
    for (const { name } of element.children) totals.set(name, (totals.get(name) ?? 0) + 1);
    const counts = new Map<string, number>();
    for (const child of element.children) {
      const count = (counts.get(child.name) ?? 0) + 1;
      counts.set(child.name, count);
      const index = (totals.get(child.name) ?? 0) > 1 ? `[${count}]` : '';
      this.#walk(child, `${path}/${child.name}${index}`);
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
