import { InvalidInputError } from '@ksef/core';
import type { Decimal } from '../data/decimal.js';
import { decimalText } from '../money/decimals.js';

/** Format of a field: a text, a decimal, or the marker 1 for true. */
export type FieldKind = 'text' | 'decimal' | 'marker';

/** Our name of a field, the form's name, and its format. In the order of the form. */
export type FieldMap<Data> = readonly (readonly [
  name: keyof Data & string,
  formName: string,
  kind?: FieldKind,
])[];

/** Elements of a form by their names. */
export type FormObject = Record<string, unknown>;

/**
 * Our fields as fields of the form. Missing values are omitted.
 *
 * @throws InvalidInputError `INVALID_AMOUNT`, `INVALID_INPUT`
 */
export function toForm<Data extends object>(data: Data, map: FieldMap<Data>, path: string): FormObject {
  const object: FormObject = {};
  for (const [name, formName, kind = 'text'] of map) {
    const value: unknown = data[name];
    if (value === undefined) continue;
    const place = path === '' ? name : `${path}.${name}`;
    if (kind === 'decimal') object[formName] = decimalText(value as Decimal, place);
    else if (kind === 'marker') {
      if (value === true) object[formName] = '1';
    } else if (typeof value === 'string') object[formName] = value;
    else throw new InvalidInputError(`${place} must be a string.`, { code: 'INVALID_INPUT', input: place });
  }
  return object;
}

/** Fields of the form as our fields. */
export function fromForm<Data extends object>(object: object, map: FieldMap<Data>): Partial<Data> {
  const data: Record<string, unknown> = {};
  for (const [name, formName, kind = 'text'] of map) {
    const value = (object as FormObject)[formName];
    if (value !== undefined) data[name] = kind === 'marker' ? value === '1' : value;
  }
  return data as Partial<Data>;
}

/** Our list as a list of the form; undefined for none, so that the form has no empty list. */
export function listToForm<Item>(
  items: readonly Item[] | undefined,
  path: string,
  each: (item: Item, path: string) => unknown,
): unknown[] | undefined {
  if (items === undefined || items.length === 0) return undefined;
  return items.map((item, index) => each(item, `${path}[${index}]`));
}

/** A list of the form as our list; undefined for none. */
export function listFromForm<Item, Result>(
  items: readonly Item[] | undefined,
  each: (item: Item) => Result,
): Result[] | undefined {
  return items === undefined || items.length === 0 ? undefined : items.map(each);
}

/** The code of a name in a list of names, counted from 1 unless the list specifies otherwise. */
export function codeOf<Name extends string>(
  codes: Readonly<Record<Name, string>>,
  name: Name,
  path: string,
): string {
  if (Object.hasOwn(codes, name)) return codes[name];
  throw new InvalidInputError(`${path} must be one of ${Object.keys(codes).join(', ')}.`, {
    code: 'INVALID_INPUT',
    input: path,
  });
}

/** The name of a code; undefined for a code that the list does not have. */
export function nameOf<Name extends string>(
  codes: Readonly<Record<Name, string>>,
  code: string | undefined,
): Name | undefined {
  for (const name of Object.keys(codes) as Name[]) if (codes[name] === code) return name;
  return undefined;
}
