import type { AnyFields, JsonField, JsonOutput } from '../../src/json/json-fields.js';

/** Holds lines of real output against their descriptions, and remembers which fields came. */
export class DocumentedJson {
  readonly #outputs = new Set<JsonOutput>();
  readonly #seen = new Set<JsonField>();

  /** What a line has that its description has not, lacks, or has with another type. */
  differences(line: unknown, output: JsonOutput): string[] {
    this.#outputs.add(output);
    return this.#ofObject('', line, output.fields);
  }

  /** Fields of an output that never came, or all of it. */
  missing(output: JsonOutput): string[] {
    return this.#outputs.has(output) ? this.#unseen('', output.fields) : ['the whole output'];
  }

  #unseen(prefix: string, fields: AnyFields): string[] {
    return Object.entries(fields).flatMap(([name, field]) =>
      this.#seen.has(field)
        ? this.#unseen(`${prefix}${name}.`, (field.fields ?? {}) as AnyFields)
        : [`${prefix}${name}`],
    );
  }

  #ofObject(prefix: string, value: unknown, fields: AnyFields): string[] {
    if (!isObject(value)) return [`${prefix} is no object`];
    const unknown = Object.keys(value)
      .filter((name) => !Object.hasOwn(fields, name))
      .map((name) => `${prefix}${name} is not documented`);
    const wrong = Object.entries(fields).flatMap(([name, field]) =>
      this.#ofField(`${prefix}${name}`, value[name], field),
    );
    return [...unknown, ...wrong];
  }

  #ofField(path: string, value: unknown, field: JsonField): string[] {
    if (value === undefined || value === null) return field.isOptional ? [] : [`${path} is missing`];
    this.#seen.add(field);
    const inner = field.fields as AnyFields | undefined;
    const values = field.values;
    switch (field.type) {
      case 'object':
        if (inner !== undefined) return this.#ofObject(`${path}.`, value, inner);
        return isObject(value) ? [] : [`${path} is no object`];
      case 'object[]':
        if (!Array.isArray(value)) return [`${path} is no list`];
        return value.flatMap((item) => this.#ofObject(`${path}[].`, item, inner ?? {}));
      case 'record':
        if (!isObject(value)) return [`${path} is no object`];
        if (values !== undefined && [...values].sort().join() !== Object.keys(value).sort().join())
          return [`${path} has the names ${Object.keys(value)}`];
        if (inner === undefined) return [];
        return Object.entries(value).flatMap(([name, item]) =>
          this.#ofObject(`${path}.${name}.`, item, inner),
        );
      case 'string[]':
        if (!Array.isArray(value)) return [`${path} is no list`];
        return value.flatMap((item) => notOf(`${path}[]`, item, 'string', values));
      default:
        return notOf(path, value, field.type, values);
    }
  }
}

function notOf(path: string, value: unknown, type: string, values: readonly string[] | undefined): string[] {
  if (typeof value !== type) return [`${path} is a ${typeof value}`];
  return values === undefined || values.includes(String(value)) ? [] : [`${path} is ${value}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
