import type { Texts } from '../text/texts.js';

/** The type of a value in JSON. `record`: an object whose names are data, not fields. */
export type JsonType = 'string' | 'number' | 'boolean' | 'string[]' | 'object' | 'object[]' | 'record';

/** The description of a field in the output of `--json`. */
export interface JsonField<
  Type extends JsonType = JsonType,
  Optional extends boolean = boolean,
  Inner = unknown,
> {
  readonly type: Type;
  readonly text: Texts;
  /** It may be absent or null. */
  readonly isOptional: Optional;
  /** All values that there are; names of a record. */
  readonly values?: readonly string[];
  /** Fields of an object, of each object of a list, or of each value of a record; without them, any. */
  readonly fields?: Inner;
}

/** A description of each field of a type, no more and no less. The members of a union share one description. */
export type JsonFields<Value> = { readonly [Name in NamesOf<Value>]: FieldOf<At<Value, Name>> };

/** Descriptions of fields, whatever they belong to. */
export type AnyFields = Readonly<Record<string, JsonField>>;

type NamesOf<Value> = Value extends unknown ? keyof Value : never;
type At<Value, Name> = Value extends unknown ? (Name extends keyof Value ? Value[Name] : undefined) : never;
type FieldOf<Value> = [Value] extends [NonNullable<Value>]
  ? Present<Value, false>
  : Present<NonNullable<Value>, true>;
type Present<Value, Optional extends boolean> = [Value] extends [string]
  ? JsonField<'string', Optional>
  : [Value] extends [number]
    ? JsonField<'number', Optional>
    : [Value] extends [boolean]
      ? JsonField<'boolean', Optional>
      : [Value] extends [string | number]
        ? JsonField<'string' | 'number', Optional>
        : [Value] extends [readonly (infer Item)[]]
          ? [Item] extends [string]
            ? JsonField<'string[]', Optional>
            : JsonField<'object[]', Optional, JsonFields<Item>>
          : JsonField<'object', Optional, JsonFields<Value>> | RecordOf<Value, Optional>;
type RecordOf<Value, Optional extends boolean> = [Value[keyof Value]] extends [object]
  ? JsonField<'record', Optional, JsonFields<Value[keyof Value]>>
  : JsonField<'record', Optional>;

/** One kind of output of a command. */
export interface JsonOutput {
  /** One object; one a line; or one a line, of which this is the last. */
  readonly shape: 'object' | 'lines' | 'lastLine';
  /** With which options, where the command has several outputs. */
  readonly when?: Texts | undefined;
  readonly fields: AnyFields;
}

/** A description that an output has these fields. */
export function output<Value>(
  shape: JsonOutput['shape'],
  fields: JsonFields<Value>,
  when?: Texts,
): JsonOutput {
  return { shape, when, fields: fields as AnyFields };
}

function field<Type extends JsonType, Inner>(
  type: Type,
  en: string,
  pl: string,
): JsonField<Type, false, Inner> {
  return { type, text: { en, pl }, isOptional: false };
}

export const text = (en: string, pl: string) => field<'string', unknown>('string', en, pl);
export const number = (en: string, pl: string) => field<'number', unknown>('number', en, pl);
export const flag = (en: string, pl: string) => field<'boolean', unknown>('boolean', en, pl);
export const texts = (en: string, pl: string) => field<'string[]', unknown>('string[]', en, pl);

/** A text that is one of a few. */
export function oneOf(values: readonly string[], en: string, pl: string): JsonField<'string', false> {
  return { ...field('string', en, pl), values };
}

/** Texts, each one of a few. */
export function someOf(values: readonly string[], en: string, pl: string): JsonField<'string[]', false> {
  return { ...field('string[]', en, pl), values };
}

export function object<Inner>(en: string, pl: string, fields: Inner): JsonField<'object', false, Inner> {
  return { ...field<'object', Inner>('object', en, pl), fields };
}

/** An object whose fields another place describes; the text says which. */
export const foreign = (en: string, pl: string) => field<'object', never>('object', en, pl);

export function list<Inner>(en: string, pl: string, fields: Inner): JsonField<'object[]', false, Inner> {
  return { ...field('object[]', en, pl), fields };
}

/** An object with the same kind of value under each name; `values` are the names, where they are fixed. */
export function record<Inner>(
  en: string,
  pl: string,
  { values, fields }: { readonly values?: readonly string[]; readonly fields?: Inner },
): JsonField<'record', false, Inner> {
  return {
    ...field<'record', Inner>('record', en, pl),
    ...(values !== undefined && { values }),
    ...(fields !== undefined && { fields }),
  };
}

/** A field that may be absent or null. */
export function maybe<Type extends JsonType, Inner>(
  of: JsonField<Type, false, Inner>,
): JsonField<Type, true, Inner> {
  return { ...of, isOptional: true };
}
