// Gives every type of a form a number and every complex one a name.
import type {
  ComplexType,
  ElementParticle,
  FormModel,
  FormType,
  Group,
  Particle,
  SimpleType,
} from '../model/form-model.js';

/** A complex type with the name that it gets in TypeScript. */
export interface NamedType {
  readonly name: string;
  readonly type: ComplexType;
  /** Elements that are of it, in document order. */
  readonly elements: readonly string[];
}

export class TypeIndex {
  /** All types, each structure once, in the order in which a document first needs them. */
  readonly types: FormType[] = [];
  private readonly numbers = new Map<FormType, number>();
  private readonly structures = new Map<string, number>();
  private readonly owners = new Map<number, { element: string; parent: string }[]>();

  constructor(model: FormModel) {
    this.visit(model.root, '');
  }

  numberOf(type: FormType): number {
    const number = this.numbers.get(type);
    if (number === undefined) throw new Error('A type was not visited.');
    return number;
  }

  /** Complex types that a document can have, named by themselves, or by their elements. */
  named(): readonly NamedType[] {
    const taken = new Map<string, number>();
    const names = new Map<number, string>();
    const complex = this.types.flatMap((type, number) => (type.kind === 'complex' ? [{ type, number }] : []));
    for (const { type, number } of complex)
      if (type.name !== undefined) this.take(taken, names, type.name, number);
    for (const { number } of complex) {
      if (names.has(number)) continue;
      const [{ element, parent } = { element: 'Root', parent: '' }] = this.owners.get(number) ?? [];
      this.take(taken, names, taken.has(element) ? `${parent}${element}` : element, number);
    }
    return complex.map(({ type, number }) => ({
      name: names.get(number) ?? '',
      type,
      elements: [...new Set(this.owners.get(number)?.map(({ element }) => element))],
    }));
  }

  private take(taken: Map<string, number>, names: Map<number, string>, name: string, number: number): void {
    if (taken.has(name)) throw new Error(`Two types would be called ${name}.`);
    taken.set(name, number);
    names.set(number, name);
  }

  private visit(element: ElementParticle, parent: string): void {
    const { type, name } = element;
    const isNew = this.add(type);
    const owners = this.owners.get(this.numberOf(type)) ?? [];
    owners.push({ element: name, parent });
    this.owners.set(this.numberOf(type), owners);
    if (!isNew || type.kind === 'simple') return;
    for (const attribute of type.attributes) this.add(attribute.type);
    if (type.text !== undefined) this.add(type.text);
    if (type.content !== undefined) for (const child of elementsOf(type.content)) this.visit(child, name);
  }

  /** Whether it was not there before. */
  private add(type: FormType): boolean {
    if (this.numbers.has(type)) return false;
    const structure = type.kind === 'complex' && type.name !== undefined ? type : structureOf(type);
    const key = typeof structure === 'string' ? structure : `named ${type.name}`;
    const known = this.structures.get(key);
    const number = known ?? this.types.length;
    this.numbers.set(type, number);
    if (known === undefined) {
      this.structures.set(key, number);
      this.types.push(type);
      return true;
    }
    // Its parts are those of its double: they have numbers by their own structures.
    if (type.kind === 'complex') this.addParts(type);
    return false;
  }

  private addParts(type: ComplexType): void {
    for (const attribute of type.attributes) this.add(attribute.type);
    if (type.text !== undefined) this.add(type.text);
    if (type.content !== undefined) for (const child of elementsOf(type.content)) this.add(child.type);
  }
}

export function elementsOf(particle: Particle): readonly ElementParticle[] {
  if (particle.kind === 'element') return [particle];
  return particle.kind === 'any' ? [] : (particle as Group).items.flatMap(elementsOf);
}

/** Equal for types that take the same values. */
function structureOf(type: FormType): string {
  return JSON.stringify(type, (key, value: unknown) => {
    if (key === 'name' && value === (type as SimpleType).name) return undefined;
    if (value === Number.POSITIVE_INFINITY) return 'unbounded';
    const inner = value as Partial<ComplexType> | undefined;
    return value !== type && inner?.kind === 'complex' && inner.name !== undefined
      ? `named ${inner.name}`
      : value;
  });
}
