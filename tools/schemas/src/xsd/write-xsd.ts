// Writes a schema file with what validates, in as few characters as that needs.
import type { XsdNode, XsdRoot } from './read-xsd.js';

export function writeXsd(root: XsdRoot): string {
  const declarations = Object.entries(root.namespaces)
    .filter(([prefix]) => isUsed(root, prefix))
    .map(([prefix, uri]) => attribute(prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, declarations.join(''))}\n`;
}

function write(node: XsdNode, declarations = ''): string {
  const name = node.prefix === '' ? node.name : `${node.prefix}:${node.name}`;
  const attributes = Object.entries(node.attributes).map(([key, value]) => attribute(key, value));
  const content = node.children.map((child) => write(child)).join('');
  const start = `<${name}${declarations}${attributes.join('')}`;
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

/** As the prefix of an element, or of a name in an attribute. The default namespace is always kept. */
function isUsed(node: XsdNode, prefix: string): boolean {
  if (prefix === '' || node.prefix === prefix) return true;
  if (Object.values(node.attributes).some((value) => new RegExp(`(^|[\\s/|])${prefix}:`).test(value)))
    return true;
  return node.children.some((child) => isUsed(child, prefix));
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
};

function attribute(name: string, value: string): string {
  return ` ${name}="${value.replace(/[&<"\n\t\r]/g, (character) => escapes[character] ?? '')}"`;
}
