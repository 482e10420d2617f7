import type { XmlElement } from '@ksef/forms/xml';

/** Where the elements of a document stand: their paths, and elements by the paths that libxml2 writes. */
export class Places {
  readonly #paths = new Map<XmlElement, string>();

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
   */
  elementAt(xpath: string): XmlElement | undefined {
    const [, , ...steps] = xpath.split('/');
    let element: XmlElement | undefined = this.root;
    for (const step of steps) {
      if (step.startsWith('@') || step.startsWith('text(')) break;
      const [, name = '', count = '1'] = /^([^[\]]{1,300})(?:\[(\d{1,9})\])?$/.exec(step) ?? [];
      const qualified = ({ prefix, name: local }: XmlElement) =>
        prefix === '' ? local : `${prefix}:${local}`;
      const matching: XmlElement[] | undefined = element?.children.filter(
        (child) => name === '*' || qualified(child) === name,
      );
      element = matching?.[Number(count) - 1];
      if (element === undefined) return undefined;
    }
    return element;
  }
}
