import type {
  AnyEntry,
  ComplexEntry,
  FormTable,
  GroupEntry,
  ParticleEntry,
  ValueEntry,
} from './form-table.js';
import { compileValue } from './values/compile-value.js';
import type { ValueType } from './values/value-type.js';

/** A type of a form, ready for reading and writing. */
export type CompiledType =
  | { readonly kind: 'value'; readonly value: ValueType }
  | {
      readonly kind: 'fields';
      readonly attributes: ReadonlyMap<string, CompiledAttribute>;
      readonly text: ValueType | undefined;
      readonly elements: ReadonlyMap<string, ElementParticle>;
      readonly any: AnyParticle | undefined;
      readonly content: Particle | undefined;
    };

export interface CompiledAttribute {
  readonly name: string;
  readonly type: ValueType;
  readonly isRequired: boolean;
  readonly fixed: string | undefined;
}

export interface ElementParticle {
  readonly kind: 'element';
  readonly name: string;
  readonly namespace: string;
  /** Whether that is the namespace of the root. */
  readonly isOfRoot: boolean;
  readonly type: number;
  readonly min: number;
  readonly max: number;
  readonly fixed: string | undefined;
}

export interface AnyParticle {
  readonly kind: 'any';
  readonly name: string;
  /** Empty for any but that of the parent. */
  readonly namespace: string;
  readonly min: number;
}

export interface GroupParticle {
  readonly kind: 'sequence' | 'choice';
  readonly isOptional: boolean;
  readonly items: readonly Particle[];
  /** What it can begin with. */
  readonly first: ReadonlySet<Leaf>;
  /** All elements that it can hold. */
  readonly leaves: readonly Leaf[];
  /** Whether it can hold nothing. */
  readonly canBeEmpty: boolean;
}

export type Leaf = ElementParticle | AnyParticle;
export type Particle = Leaf | GroupParticle;

/** A form, ready for reading and writing. Types are compiled when a document first needs them. */
export interface CompiledForm {
  readonly root: ElementParticle;
  readonly prefixes: ReadonlyMap<string, string>;
  typeOf(element: ElementParticle): CompiledType;
}

export function compileForm(table: FormTable): CompiledForm {
  const types: (CompiledType | undefined)[] = [];
  const compiler = new Compiler(table);
  return {
    root: compiler.particle(table.root) as ElementParticle,
    prefixes: new Map(table.namespaces),
    typeOf({ type }) {
      types[type] ??= compiler.type(type);
      return types[type];
    },
  };
}

class Compiler {
  private readonly values = new Map<number, ValueType>();

  constructor(private readonly table: FormTable) {}

  type(number: number): CompiledType {
    const entry = this.table.types[number] as ValueEntry | ComplexEntry;
    if ('base' in entry) return { kind: 'value', value: this.value(number) };
    const content = entry.content === undefined ? undefined : this.particle(entry.content);
    const leaves = content === undefined ? [] : leavesOf(content);
    return {
      kind: 'fields',
      attributes: new Map(
        entry.attributes?.map(([name, type, required, fixed]) => [
          name,
          { name, type: this.value(type), isRequired: required === 1, fixed },
        ]),
      ),
      text: entry.text === undefined ? undefined : this.value(entry.text),
      elements: new Map(leaves.flatMap((leaf) => (leaf.kind === 'element' ? [[leaf.name, leaf]] : []))),
      any: leaves.find((leaf) => leaf.kind === 'any'),
      content,
    };
  }

  particle(entry: ParticleEntry): Particle {
    const [kind] = entry;
    if (kind === 2) {
      const [, min, name, namespace] = entry as AnyEntry;
      return { kind: 'any', name, namespace, min };
    }
    if (typeof kind === 'string') {
      const [, type = 0, min = 1, max = 1, namespace = 0, fixed] = entry as FormTable['root'];
      return {
        kind: 'element',
        name: kind,
        namespace: this.table.namespaces[namespace]?.[0] ?? '',
        isOfRoot: namespace === 0,
        type,
        min,
        max: max === 0 ? Number.POSITIVE_INFINITY : max,
        fixed,
      };
    }
    const [, min, items] = entry as GroupEntry;
    return group(
      kind === 0 ? 'sequence' : 'choice',
      min,
      items.map((item) => this.particle(item)),
    );
  }

  private value(number: number): ValueType {
    const known = this.values.get(number);
    if (known !== undefined) return known;
    const compiled = compileValue(this.table.types[number] as ValueEntry);
    this.values.set(number, compiled);
    return compiled;
  }
}

function group(kind: GroupParticle['kind'], min: number, items: readonly Particle[]): GroupParticle {
  const empty = items.map(canBeEmpty);
  const isEmptyAble = kind === 'sequence' ? empty.every(Boolean) : empty.some(Boolean);
  const first = new Set<Leaf>();
  for (const item of items) {
    for (const leaf of item.kind === 'element' || item.kind === 'any' ? [item] : item.first) first.add(leaf);
    if (kind === 'sequence' && !canBeEmpty(item)) break;
  }
  return {
    kind,
    isOptional: min === 0,
    items,
    first,
    leaves: items.flatMap(leavesOf),
    canBeEmpty: min === 0 || isEmptyAble,
  };
}

export function canBeEmpty(particle: Particle): boolean {
  return particle.kind === 'element' || particle.kind === 'any' ? particle.min === 0 : particle.canBeEmpty;
}

export function leavesOf(particle: Particle): readonly Leaf[] {
  return particle.kind === 'element' || particle.kind === 'any' ? [particle] : particle.leaves;
}
