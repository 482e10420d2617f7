/** The allowed shape of a value: the part of JSON Schema that our types need. */
export interface Shape {
  /** The name of another shape. */
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean)[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** Shapes by their names. */
export type Shapes = Readonly<Record<string, Shape>>;
