import type { Cursor } from './cursor.js';
import type { QName } from './names.js';
import { NamespaceScope, xmlnsNamespace } from './namespaces.js';
import type { ScannedAttribute } from './xml-handler.js';

/** Reads the attributes of a tag, up to its `>` or `/>`. */
export function readAttributes(cursor: Cursor, most: number): ReadonlyMap<string, string> | undefined {
  let found: Map<string, string> | undefined;
  for (;;) {
    const isApart = cursor.space();
    const code = cursor.code();
    if (code === 0x3e || code === 0x2f) return found;
    if (!isApart) cursor.fail('a character in a tag is not allowed there');
    const start = cursor.at;
    const name = cursor.name('a character in a tag is not allowed there');
    cursor.space();
    if (cursor.code() !== 0x3d) cursor.fail(`the attribute ${name} has no value`);
    cursor.at++;
    cursor.space();
    found ??= new Map();
    if (found.has(name)) cursor.fail(`duplicate attribute ${name}`, start);
    found.set(name, readValue(cursor, name));
    if (found.size > most) throw cursor.problem('limit', `an element has more than ${most} attributes`);
  }
}

function readValue(cursor: Cursor, name: string): string {
  const quote = cursor.code();
  if (quote !== 0x22 && quote !== 0x27) cursor.fail(`the value of the attribute ${name} has no quotes`);
  const start = ++cursor.at;
  const raw = cursor.upTo(String.fromCharCode(quote), `the value of the attribute ${name} does not end`);
  const forbidden = raw.indexOf('<');
  if (forbidden >= 0) cursor.fail('a "<" stands in an attribute. Write &lt;', start + forbidden);
  return cursor.replaced(/[\t\n]/.test(raw) ? raw.replace(/[\t\n]/g, ' ') : raw, start);
}

/** What prefixes mean within an element with these attributes. */
export function scopeOf(
  attributes: ReadonlyMap<string, string>,
  around: NamespaceScope,
  cursor: Cursor,
): NamespaceScope {
  let scope: NamespaceScope | undefined;
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    scope ??= new NamespaceScope(around);
    const problem = scope.declare(name.slice(6), value);
    if (problem !== undefined) cursor.fail(problem);
  }
  return scope ?? around;
}

/** Attributes with their namespaces. */
export function resolveAttributes(
  attributes: ReadonlyMap<string, string>,
  scope: NamespaceScope,
  qname: (name: string) => QName,
  cursor: Cursor,
): Readonly<Record<string, ScannedAttribute>> {
  const resolved: Record<string, ScannedAttribute> = Object.create(null);
  const seen = attributes.size > 1 ? new Set<string>() : undefined;
  for (const [name, value] of attributes) {
    const { prefix, local } = qname(name);
    // The default namespace is none of attributes.
    const uri = name === 'xmlns' ? xmlnsNamespace : prefix === '' ? '' : scope.resolve(prefix);
    if (uri === undefined) cursor.fail(`unbound namespace prefix ${prefix}`);
    if (seen?.has(`${uri} ${local}`)) cursor.fail(`duplicate attribute ${local} of ${uri}`);
    seen?.add(`${uri} ${local}`);
    resolved[name] = { local, prefix, uri, value };
  }
  return resolved;
}
