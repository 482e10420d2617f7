// Published schema files -> the same without annotations, named so that they find each other.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readXsdFile, type XsdNode, type XsdRoot } from './xsd/read-xsd.js';
import { writeXsd } from './xsd/write-xsd.js';

/** A stripped file and those that it names. */
export interface StrippedFile {
  readonly name: string;
  readonly namespace: string;
  readonly text: string;
  readonly refersTo: readonly string[];
}

/** Every schema file below a folder by its name. */
export function findSchemaFiles(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
    if (path.endsWith('.xsd') && !found.has(basename(path))) found.set(basename(path), join(folder, path));
  return found;
}

/** The files of a form: its main one, then all that it reaches. */
export function stripForm(main: string, files: ReadonlyMap<string, string>): readonly StrippedFile[] {
  const stripped = new Map<string, StrippedFile>();
  const waiting = [main];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (stripped.has(name)) continue;
    const path = files.get(name);
    if (path === undefined) throw new Error(`${name} is missing in the published schemas.`);
    const file = stripFile(name, readXsdFile(path));
    stripped.set(name, file);
    waiting.push(...file.refersTo);
  }
  return [...stripped.values()];
}

function stripFile(name: string, root: XsdRoot): StrippedFile {
  const refersTo: string[] = [];
  const children = root.children.map((node): XsdNode => {
    const location = node.attributes.schemaLocation;
    if (location === undefined) return node;
    const target = basename(location);
    refersTo.push(target);
    return { ...node, attributes: { ...node.attributes, schemaLocation: target } };
  });
  const text = writeXsd({ ...root, children });
  return { name, namespace: root.attributes.targetNamespace ?? '', text, refersTo };
}
