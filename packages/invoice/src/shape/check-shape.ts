import { InvalidInputError } from '@ksef/core';
import { nearestName, quoted } from '@ksef/core/internal';
import { shapes } from '../generated/shapes.js';
import type { Shape } from './shape.js';

/**
 * Checks plain data against its type, since data from JavaScript or a file may be anything: an unknown field would be
 * omitted silently, and the invoice would be wrong.
 *
 * @throws InvalidInputError `INVALID_INPUT` with the path of the first field that is unknown, missing or of another kind
 */
export function checkShape(value: unknown, name: string, path = ''): void {
  check(value, { $ref: name }, path);
}

function check(value: unknown, shape: Shape, path: string): void {
  const options = optionsOf(shape);
  if (Array.isArray(value)) {
    const list = options.find(({ items }) => items !== undefined);
    if (list?.items === undefined) throw mustBe(options, path);
    for (const [index, item] of value.entries()) check(item, list.items, `${path}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    const best = closestObject(value, options);
    if (best === undefined) throw mustBe(options, path, value);
    checkFields(value, best, path);
  } else if (!options.some((option) => accepts(option, value))) throw mustBe(options, path, value);
}

function checkFields(value: object, { properties = {}, required = [] }: Shape, path: string): void {
  for (const [name, field] of Object.entries(value)) {
    const place = path === '' ? name : `${path}.${name}`;
    const shape = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (shape === undefined) throw unknownField(place, name, Object.keys(properties));
    if (field !== undefined) check(field, shape, place);
  }
  for (const name of required)
    if ((value as Record<string, unknown>)[name] === undefined) {
      const place = path === '' ? name : `${path}.${name}`;
      throw invalid(`${place} is missing.`, place);
    }
}

/** A shape without references and alternatives within it. */
function optionsOf(shape: Shape): Shape[] {
  if (shape.$ref !== undefined) return optionsOf(shapes[shape.$ref] ?? {});
  return shape.anyOf === undefined ? [shape] : shape.anyOf.flatMap(optionsOf);
}

/** Of several kinds of objects, the one that has most of the value's fields. */
function closestObject(value: object, options: readonly Shape[]): Shape | undefined {
  let best: Shape | undefined;
  let most = -1;
  for (const option of options) {
    const { properties } = option;
    if (properties === undefined) continue;
    const shared = Object.keys(value).filter((name) => Object.hasOwn(properties, name)).length;
    if (shared > most) [best, most] = [option, shared];
  }
  return best;
}

function accepts({ type, const: only, enum: some, properties, items }: Shape, value: unknown): boolean {
  if (properties !== undefined || items !== undefined) return false;
  if (only !== undefined) return value === only;
  if (some !== undefined) return some.includes(value as string);
  return type === undefined || [type].flat().includes(typeof value);
}

const names: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
};

function mustBe(options: readonly Shape[], path: string, value?: unknown): InvalidInputError {
  const literals = options.flatMap(
    (option) => option.enum ?? (option.const === undefined ? [] : [option.const]),
  );
  const kinds = options
    .filter((option) => option.enum === undefined && option.const === undefined)
    .flatMap(({ type = [] }) => type)
    .map((type) => names[type] ?? type);
  const wanted = [...literals.map((one) => JSON.stringify(one)), ...new Set(kinds)]
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
  const nearest =
    typeof value === 'string'
      ? nearestName(
          value,
          literals.filter((one) => typeof one === 'string'),
        )
      : undefined;
  const hint =
    value === null
      ? ' Leave it out where it does not apply.'
      : value instanceof Date
        ? ' Give a date as "YYYY-MM-DD".'
        : nearest === undefined
          ? ''
          : ` Did you mean "${nearest}"?`;
  return invalid(`${path === '' ? 'The data' : path} must be ${wanted}.${hint}`, path === '' ? 'data' : path);
}

function unknownField(place: string, name: string, known: readonly string[]): InvalidInputError {
  const nearest = nearestName(name, known);
  const hint = nearest === undefined ? `Known fields: ${known.join(', ')}.` : `Did you mean ${nearest}?`;
  return invalid(`Unknown field ${quoted(place)}. ${hint}`, place);
}

function invalid(message: string, input: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_INPUT', input });
}
