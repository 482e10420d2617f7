import type { Schema } from './contract.js';

const facts = [
  '$ref',
  'type',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'default',
  'nullable',
  'readOnly',
  'deprecated',
] as const;

/** What differs between two schemas, down to their properties and items. References are not followed. */
export function compareSchema(
  name: string,
  ours: Schema | undefined,
  published: Schema | undefined,
): readonly string[] {
  if (ours === undefined || published === undefined)
    return difference(`${name}: schema`, kind(ours), kind(published));
  const mine = flat(ours);
  const theirs = flat(published);
  return [
    ...facts.flatMap((fact) => difference(`${name}: ${fact}`, mine[fact], theirs[fact])),
    ...difference(`${name}: required`, list(mine.required), list(theirs.required)),
    ...difference(`${name}: values`, list(mine.enum), list(theirs.enum)),
    ...['allOf', 'anyOf', 'oneOf', 'additionalProperties'].flatMap((part) =>
      difference(`${name}: ${part}`, shape(mine[part]), shape(theirs[part])),
    ),
    ...difference(`${name}: longest range in days`, longestRange(ours), longestRange(published)),
    ...compareProperties(name, mine, theirs),
    ...(mine.items === undefined && theirs.items === undefined
      ? []
      : compareSchema(`${name}[]`, mine.items, theirs.items)),
  ];
}

/** A line saying what each side has, where they differ. */
export function difference(name: string, ours: unknown, published: unknown): readonly string[] {
  return ours === published ? [] : [`${name}: ${say(published)}, ours ${say(ours)}`];
}

/** Names in an order of their own, so that only a change of the set counts. */
export function list(values: readonly unknown[] | undefined): string {
  return [...(values ?? [])].map(String).sort().join(' ');
}

function compareProperties(name: string, ours: Schema, published: Schema): readonly string[] {
  const mine = ours.properties ?? {};
  const theirs = published.properties ?? {};
  const gone = Object.keys(mine).filter((property) => theirs[property] === undefined);
  return [
    ...gone.map((property) => `${name}.${property}: gone from the published document`),
    ...Object.entries(theirs).flatMap(([property, schema]) => {
      const known = mine[property];
      if (known === undefined) return [`${name}.${property}: new in the published document`];
      return compareSchema(`${name}.${property}`, known, schema);
    }),
  ];
}

/**
 * The published document wraps a reference into `allOf` only to hang a text or the target's own `required` on it, and
 * calls a hash `format: byte` though its length counts characters: neither is a difference.
 */
function flat(schema: Schema): Schema {
  const { format, ...others } = schema;
  const plain: Schema = format === undefined || format === 'byte' ? others : schema;
  if (plain.allOf?.length !== 1 || plain.allOf[0]?.$ref === undefined) return plain;
  const { allOf, required: _ofTarget, ...rest } = plain;
  return { ...rest, $ref: plain.allOf[0].$ref };
}

/** KSeF states the longest range of dates in its texts only ("100 dni"); ours is a number. */
function longestRange(schema: Schema): number | undefined {
  const stated = schema['x-max-range-days'];
  if (typeof stated === 'number') return stated;
  const [, days] = /\b(\d{1,4}) dni\b/.exec(String(schema.description ?? '')) ?? [];
  return days === undefined ? undefined : Number(days);
}

function shape(part: unknown): string {
  return (
    JSON.stringify(part, (key, value) => (key === 'description' || key === 'example' ? undefined : value)) ??
    ''
  );
}

function kind(schema: Schema | undefined): string | undefined {
  return schema === undefined ? undefined : (flat(schema).$ref ?? schema.type ?? 'stated');
}

function say(fact: unknown): string {
  return fact === undefined || fact === '' ? 'nothing' : String(fact);
}
