import { XmlElement as ParsedElement, parseXml as parse } from '@rgrove/parse-xml';

/** An element with its names resolved. */
export class XmlElement {
  readonly localName: string;
  readonly namespace: string | undefined;
  readonly children: XmlElement[] = [];
  readonly #parsed: ParsedElement;

  constructor(parsed: ParsedElement, outer: Scope) {
    const scope = scopeIn(parsed.attributes, outer);
    this.#parsed = parsed;
    this.namespace = namespaceOf(parsed.name, scope);
    this.localName = parsed.name.slice(parsed.name.indexOf(':') + 1);
    for (const child of parsed.children) {
      if (child instanceof ParsedElement) this.children.push(new XmlElement(child, scope));
    }
  }

  /** By their names as written. */
  get attributes(): Readonly<Record<string, string>> {
    return this.#parsed.attributes;
  }

  /** All the text below. */
  get text(): string {
    return this.#parsed.text;
  }
}

/** The root element, or what the parser objects to. */
export function parseXml(text: string): XmlElement | string {
  try {
    const { root } = parse(text);
    return root === null ? 'brak elementu głównego.' : new XmlElement(root, documentScope);
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

/** The elements at a path of local names below an element; in one namespace if it is given. */
export function elementsAt(root: XmlElement, path: string, namespace: string | undefined): XmlElement[] {
  let level = [root];
  for (const name of path.split('/')) {
    const below: XmlElement[] = [];
    for (const parent of level) {
      for (const child of parent.children) {
        if (child.localName === name && (namespace === undefined || child.namespace === namespace))
          below.push(child);
      }
    }
    level = below;
  }
  return level;
}

export function textOf(element: XmlElement | undefined): string {
  return (element?.text ?? '').trim();
}

/** Whether an element of this local name stands anywhere below. */
export function contains(root: XmlElement, localName: string): boolean {
  return root.children.some((child) => child.localName === localName || contains(child, localName));
}

/** Prefixes to namespaces; the empty prefix is the default. */
type Scope = ReadonlyMap<string, string>;

const documentScope: Scope = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

/** The parser knows nothing of namespaces. Gives those in force in an element, once all its attributes fit them. */
function scopeIn(attributes: Readonly<Record<string, string>>, outer: Scope): Scope {
  const names = Object.keys(attributes);
  if (names.length === 0) return outer;
  const scope = new Map(outer);
  for (const name of names) {
    const value = attributes[name] ?? '';
    if (name === 'xmlns') scope.set('', value);
    if (!name.startsWith('xmlns:')) continue;
    if (value === '') throw new Error(`Namespace of ${name} is empty`);
    scope.set(name.slice('xmlns:'.length), value);
  }
  for (const name of names) {
    if (name.includes(':') && !name.startsWith('xmlns:')) namespaceOf(name, scope);
  }
  return scope;
}

function namespaceOf(name: string, scope: Scope): string | undefined {
  const colon = name.indexOf(':');
  if (colon === -1) return scope.get('') || undefined;
  const namespace = scope.get(name.slice(0, colon));
  const isName = /^[^:]+:[^:]+$/.test(name);
  if (namespace === undefined || !isName) throw new Error(`Namespace prefix of ${name} is not bound`);
  return namespace;
}
