// What a schema says, with all references followed and all derivations flattened.

/** What values of a type are made of. */
export type Primitive =
  | 'string'
  | 'decimal'
  | 'integer'
  | 'boolean'
  | 'date'
  | 'dateTime'
  | 'time'
  | 'gYear'
  | 'anyURI'
  | 'base64Binary'
  | 'language';

export interface Facets {
  readonly whiteSpace?: 'preserve' | 'replace' | 'collapse';
  readonly length?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly totalDigits?: number;
  readonly fractionDigits?: number;
  readonly minInclusive?: string;
  readonly maxInclusive?: string;
  readonly minExclusive?: string;
  readonly maxExclusive?: string;
  readonly enumeration?: readonly string[];
  /** One of each group has to match. */
  readonly patterns?: readonly (readonly string[])[];
}

export interface SimpleType extends Facets {
  readonly kind: 'simple';
  /** Absent for types without a name. */
  readonly name?: string;
  readonly base: Primitive;
  /** One of them has to take the value. */
  readonly union?: readonly SimpleType[];
}

export interface Attribute {
  readonly name: string;
  readonly type: SimpleType;
  readonly required: boolean;
  readonly fixed?: string;
}

export interface ComplexType {
  readonly kind: 'complex';
  readonly name?: string;
  attributes: readonly Attribute[];
  /** Of its text, where it has no elements. */
  text?: SimpleType;
  content?: Group;
}

export type FormType = SimpleType | ComplexType;

export interface ElementParticle {
  readonly kind: 'element';
  readonly name: string;
  readonly namespace: string;
  readonly type: FormType;
  readonly min: number;
  readonly max: number;
  readonly fixed?: string;
}

/** An element of any kind in certain namespaces. */
export interface AnyParticle {
  readonly kind: 'any';
  readonly name: string;
  /** Of the element; empty for all but those of the schema. */
  readonly namespace: string;
  readonly min: number;
}

export interface Group {
  readonly kind: 'sequence' | 'choice';
  readonly min: number;
  readonly items: readonly Particle[];
}

export type Particle = ElementParticle | AnyParticle | Group;

export interface FormModel {
  readonly root: ElementParticle;
}
