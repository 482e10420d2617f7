import type { XmlElement } from '../xml/xml-element.js';
import { escapeAttribute, escapeText } from './write-xml.js';

/**
 * An element of another schema as text, with its own declarations of namespaces. Text beside elements comes before them:
 * a tree does not keep where it stood.
 */
export function writeElement(element: XmlElement, inherited: string | undefined = undefined): string {
  const name = element.prefix === '' ? element.name : `${element.prefix}:${element.name}`;
  const scope = `${element.prefix} ${element.namespace}`;
  const isKnown = scope === inherited;
  const declaration = isKnown ? '' : ` ${declare(element.prefix, element.namespace)}`;
  let more = 0;
  const attributes = element.attributes.map(({ name: local, namespace, value }) => {
    if (namespace === '') return ` ${local}="${escapeAttribute(value)}"`;
    if (namespace === 'http://www.w3.org/XML/1998/namespace')
      return ` xml:${local}="${escapeAttribute(value)}"`;
    const prefix = `a${++more}`;
    return ` ${declare(prefix, namespace)} ${prefix}:${local}="${escapeAttribute(value)}"`;
  });
  const content =
    escapeText(element.text) + element.children.map((child) => writeElement(child, scope)).join('');
  const start = `<${name}${declaration}${attributes.join('')}`;
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

function declare(prefix: string, namespace: string): string {
  return `xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(namespace)}"`;
}
