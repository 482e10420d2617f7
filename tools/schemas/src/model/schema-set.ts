import type { FormSchema } from '@ksef/schemas';
import { readXsd, type XsdNode, type XsdRoot, xsdNamespace } from '../xsd/read-xsd.js';

/** A name with its namespace. */
export interface QName {
  readonly namespace: string;
  readonly name: string;
}

type ComponentKind = 'type' | 'element' | 'attribute';

/** A component with the file that it stands in, in which its names have to be read. */
export interface Component {
  readonly node: XsdNode;
  readonly file: XsdRoot;
}

/** All files of a schema, by what they declare. */
export class SchemaSet {
  private readonly components = new Map<string, Component>();

  constructor(schema: FormSchema) {
    for (const { text } of schema.files) {
      const file = readXsd(text);
      for (const node of file.children) {
        const kind = node.name === 'complexType' || node.name === 'simpleType' ? 'type' : node.name;
        const key = `${kind} {${file.attributes.targetNamespace}}${node.attributes.name}`;
        this.components.set(key, { node, file });
      }
    }
  }

  find(kind: ComponentKind, { namespace, name }: QName): Component {
    const found = this.components.get(`${kind} {${namespace}}${name}`);
    if (found === undefined) throw new Error(`There is no ${kind} ${name} in ${namespace}.`);
    return found;
  }
}

/** What a name in an attribute of a file means. */
export function resolveName(text: string, file: XsdRoot): QName {
  const [first = '', second] = text.split(':');
  const prefix = second === undefined ? '' : first;
  return { namespace: file.namespaces[prefix] ?? '', name: second ?? first };
}

/** Whether a name is one of XML Schema's own types. */
export function isBuiltIn({ namespace }: QName): boolean {
  return namespace === xsdNamespace;
}
