// Reads a schema file into nodes, without annotations, comments and texts.
import { readFileSync } from 'node:fs';
import { scanXml } from '@ksef/documents/internal';

export const xsdNamespace = 'http://www.w3.org/2001/XMLSchema';

/** An element of a schema file. */
export interface XsdNode {
  /** Without prefix, e.g. `complexType`. */
  readonly name: string;
  readonly prefix: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XsdNode[];
}

/** The root of a schema file, with what its prefixes stand for. */
export interface XsdRoot extends XsdNode {
  readonly namespaces: Readonly<Record<string, string>>;
}

/** Attributes that say nothing of what is valid. */
const idle = new Set(['id', 'version', 'xml:lang']);

export function readXsdFile(file: string): XsdRoot {
  return readXsd(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
}

export function readXsd(text: string): XsdRoot {
  const namespaces: Record<string, string> = {};
  const open: (XsdNode & { children: XsdNode[] })[] = [];
  let root: XsdNode | undefined;
  let skipped = 0;
  scanXml(text, {
    open(element) {
      if (skipped > 0 || (element.uri === xsdNamespace && element.local === 'annotation')) {
        skipped++;
        return undefined;
      }
      const attributes: Record<string, string> = {};
      for (const [name, { prefix, local, value }] of Object.entries(element.attributes)) {
        if (name === 'xmlns' || prefix === 'xmlns') declare(namespaces, name === 'xmlns' ? '' : local, value);
        else if (!idle.has(name)) attributes[name] = value;
      }
      const node = { name: element.local, prefix: element.prefix, attributes, children: [] };
      open.at(-1)?.children.push(node);
      root ??= node;
      open.push(node);
      return undefined;
    },
    close() {
      if (skipped > 0) skipped--;
      else open.pop();
    },
  });
  if (root?.name !== 'schema') throw new Error('This is not an XML Schema.');
  return { ...root, namespaces };
}

/** One meaning for each prefix in the whole file makes names in attributes easy to read. */
function declare(namespaces: Record<string, string>, prefix: string, uri: string): void {
  if (namespaces[prefix] !== undefined && namespaces[prefix] !== uri)
    throw new Error(`The prefix "${prefix}" has two meanings.`);
  namespaces[prefix] = uri;
}
