// A schema -> the model that tables and types are rendered from.
import type { FormSchema } from '@ksef/schemas';
import type { XsdNode, XsdRoot } from '../xsd/read-xsd.js';
import { compileNamedSimple, compileSimple } from './compile-simple.js';
import type {
  Attribute,
  ComplexType,
  ElementParticle,
  FormModel,
  FormType,
  Group,
  Particle,
} from './form-model.js';
import { isBuiltIn, type QName, resolveName, SchemaSet } from './schema-set.js';

/** @param extensions - elements that are known where the schema takes any */
export function compileForm(schema: FormSchema, extensions: readonly QName[] = []): FormModel {
  const compiler = new FormCompiler(new SchemaSet(schema), extensions);
  return { root: compiler.globalElement({ namespace: schema.namespace, name: schema.root }) };
}

class FormCompiler {
  /** By name, before they are complete: types may hold themselves. */
  private readonly types = new Map<string, FormType>();

  constructor(
    private readonly schemas: SchemaSet,
    private readonly extensions: readonly QName[],
  ) {}

  globalElement(name: QName, min = 1, max = 1): ElementParticle {
    const { node, file } = this.schemas.find('element', name);
    const [inner] = node.children;
    if (inner?.name !== 'complexType') return { ...this.element(node, file), ...name, min, max };
    return { kind: 'element', ...name, type: this.typeOfGlobal(name, inner, file), min, max };
  }

  /** A type without a name of its own: that of the element is as good, and such types may hold themselves. */
  private typeOfGlobal({ namespace, name }: QName, node: XsdNode, file: XsdRoot): FormType {
    const key = `element {${namespace}}${name}`;
    const known = this.types.get(key);
    if (known !== undefined) return known;
    const complex: ComplexType = { kind: 'complex', name, attributes: [] };
    this.types.set(key, complex);
    return Object.assign(complex, this.complex(node, file));
  }

  private element(node: XsdNode, file: XsdRoot): ElementParticle {
    const { name = '', ref, type, minOccurs = '1', maxOccurs = '1', fixed } = node.attributes;
    const min = Number(minOccurs);
    const max = maxOccurs === 'unbounded' ? Number.POSITIVE_INFINITY : Number(maxOccurs);
    if (ref !== undefined) return this.globalElement(resolveName(ref, file), min, max);
    const [inner] = node.children;
    if (type === undefined && inner === undefined) throw new Error(`${name} has no type.`);
    return {
      kind: 'element',
      name,
      namespace: file.attributes.targetNamespace ?? '',
      type: type === undefined ? this.type(inner as XsdNode, file) : this.namedType(resolveName(type, file)),
      min,
      max,
      ...(fixed === undefined ? {} : { fixed }),
    };
  }

  private namedType(name: QName): FormType {
    const key = `{${name.namespace}}${name.name}`;
    const known = this.types.get(key);
    if (known !== undefined) return known;
    const component = isBuiltIn(name) ? undefined : this.schemas.find('type', name);
    if (component?.node.name !== 'complexType') {
      const simple = compileNamedSimple(name, this.schemas);
      this.types.set(key, simple);
      return simple;
    }
    const base = this.baseThatItEquals(component.node, component.file);
    if (base !== undefined) {
      this.types.set(key, base);
      return base;
    }
    const complex: ComplexType = { kind: 'complex', name: name.name, attributes: [] };
    this.types.set(key, complex);
    return Object.assign(complex, this.complex(component.node, component.file));
  }

  /** UBL gives many types a second name: a derivation that adds nothing is its base. */
  private baseThatItEquals(node: XsdNode, file: XsdRoot): FormType | undefined {
    const [derivation] = node.children[0]?.children ?? [];
    const { base } = derivation?.attributes ?? {};
    if (derivation === undefined || base === undefined || derivation.children.length > 0) return undefined;
    const type = this.namedType(resolveName(base, file));
    return type.kind === 'complex' ? type : undefined;
  }

  private type(node: XsdNode, file: XsdRoot): FormType {
    if (node.name === 'simpleType') return compileSimple(node, file, this.schemas);
    return this.baseThatItEquals(node, file) ?? { kind: 'complex', ...this.complex(node, file) };
  }

  private complex(node: XsdNode, file: XsdRoot): Omit<ComplexType, 'kind' | 'name'> {
    const [first] = node.children;
    if (first?.name === 'simpleContent' || first?.name === 'complexContent') {
      const [derivation] = first.children;
      if (derivation === undefined) throw new Error(`${first.name} is empty.`);
      return this.derived(derivation, file);
    }
    const group = node.children.find(({ name }) => name === 'sequence' || name === 'choice');
    return {
      attributes: this.attributes(node, file),
      ...(group === undefined ? {} : { content: this.group(group, file) }),
    };
  }

  private derived(node: XsdNode, file: XsdRoot): Omit<ComplexType, 'kind' | 'name'> {
    const base = this.namedType(resolveName(node.attributes.base ?? '', file));
    if (base.kind === 'simple') return { attributes: this.attributes(node, file), text: base };
    const own = this.attributes(node, file);
    const inherited = base.attributes.filter(({ name }) => !own.some((attribute) => attribute.name === name));
    const content = base.content === undefined ? {} : { content: base.content };
    const text = base.text === undefined ? {} : { text: base.text };
    if (node.children.some(({ name }) => name === 'sequence' || name === 'choice'))
      throw new Error('An extension with elements of its own is not known here.');
    if (
      node.name === 'restriction' &&
      base.text !== undefined &&
      node.children.some(({ name }) => name !== 'attribute')
    )
      throw new Error('A restriction of simple content is not known here.');
    return { attributes: [...inherited, ...own], ...content, ...text };
  }

  private attributes(node: XsdNode, file: XsdRoot): readonly Attribute[] {
    return node.children
      .filter(({ name }) => name === 'attribute')
      .map(({ attributes: { name = '', type, use, fixed }, children }) => {
        const inner = children.find((child) => child.name === 'simpleType');
        const simple =
          type !== undefined
            ? compileNamedSimple(resolveName(type, file), this.schemas)
            : compileSimple(inner ?? node, file, this.schemas);
        return {
          name,
          type: simple,
          required: use === 'required',
          ...(fixed === undefined ? {} : { fixed }),
        };
      });
  }

  private any(): Particle {
    const any = { kind: 'any', name: 'any', namespace: '', min: 1 } as const;
    if (this.extensions.length === 0) return any;
    return {
      kind: 'choice',
      min: 1,
      items: [...this.extensions.map((name) => this.globalElement(name)), any],
    };
  }

  private group(node: XsdNode, file: XsdRoot): Group {
    const { minOccurs = '1', maxOccurs = '1' } = node.attributes;
    if (maxOccurs !== '1') throw new Error('Groups that are repeated are not known here.');
    const items = node.children.map((child): Particle => {
      if (child.name === 'element') return this.element(child, file);
      if (child.name === 'any') return this.any();
      if (child.name === 'sequence' || child.name === 'choice') return this.group(child, file);
      throw new Error(`${child.name} is not known here.`);
    });
    return { kind: node.name as 'sequence' | 'choice', min: Number(minOccurs), items };
  }
}
