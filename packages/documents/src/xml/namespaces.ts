const xml = 'http://www.w3.org/XML/1998/namespace';
export const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

/** What prefixes mean within an element, and around it. */
export class NamespaceScope {
  private readonly own = new Map<string, string>();

  constructor(private readonly around: NamespaceScope | undefined) {}

  /** The outermost. */
  static root(): NamespaceScope {
    const scope = new NamespaceScope(undefined);
    scope.own.set('', '').set('xml', xml).set('xmlns', xmlnsNamespace);
    return scope;
  }

  /** @returns what is wrong with the declaration; undefined if nothing is */
  declare(prefix: string, uri: string): string | undefined {
    if (prefix === 'xmlns') return 'the prefix xmlns cannot be declared';
    if ((prefix === 'xml') !== (uri === xml)) return 'the prefix xml and its namespace belong together';
    if (uri === xmlnsNamespace) return 'the namespace of declarations cannot be declared';
    if (prefix !== '' && uri === '') return `the prefix ${prefix} cannot stand for no namespace`;
    this.own.set(prefix, uri);
    return undefined;
  }

  resolve(prefix: string): string | undefined {
    return this.own.get(prefix) ?? this.around?.resolve(prefix);
  }
}
