import type { AnyFields, JsonField, JsonOutput } from '../json/json-fields.js';
import type { Language, Texts } from '../text/texts.js';

const shapes: Readonly<Record<JsonOutput['shape'], Texts>> = {
  object: { en: 'prints one object', pl: 'wypisuje jeden obiekt' },
  lines: { en: 'prints one object a line', pl: 'wypisuje jeden obiekt w wierszu' },
  lastLine: { en: 'prints this object in the last line', pl: 'wypisuje w ostatnim wierszu ten obiekt' },
};
const words = {
  field: { en: 'field', pl: 'pole' },
  type: { en: 'type', pl: 'typ' },
  meaning: { en: 'meaning', pl: 'znaczenie' },
  name: { en: 'name', pl: 'nazwa' },
  same: { en: 'with the same fields', pl: 'z tymi samymi polami' },
  as: { en: 'with the fields of', pl: 'z polami jak w' },
} as const satisfies Readonly<Record<string, Texts>>;

/** Descriptions of outputs in JSON, as Markdown; the same fields are written once, and linked where they come again. */
export class JsonTables {
  readonly #language: Language;
  /** Fields that were written, and the command that they stand with. */
  readonly #written = new Map<AnyFields, string>();

  constructor(language: Language) {
    this.#language = language;
  }

  of(command: string, outputs: readonly JsonOutput[]): string[] {
    return outputs.flatMap(({ shape, when, fields }) => {
      const intro = ['`--json`', when?.[this.#language], shapes[shape][this.#language]]
        .filter(Boolean)
        .join(' ');
      const earlier = this.#written.get(fields);
      if (earlier === command) return [`${intro}, ${words.same[this.#language]}.`];
      if (earlier !== undefined)
        return [`${intro}, ${words.as[this.#language]} [${earlier}](#${earlier.replaceAll(' ', '-')}).`];
      this.#written.set(fields, command);
      return [`${intro}:`, fieldTable(fields, this.#language)];
    });
  }
}

/** A table of fields; those of inner objects follow theirs. */
export function fieldTable(fields: AnyFields, language: Language): string {
  const head = [words.field, words.type, words.meaning].map((texts) => texts[language]);
  const rows = rowsOf('', fields, language);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function rowsOf(prefix: string, fields: AnyFields, language: Language): string[][] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const row = [
      `\`${path}${field.isOptional ? '?' : ''}\``,
      `\`${typeOf(field)}\``,
      meaning(field, language),
    ];
    const inner = field.fields as AnyFields | undefined;
    return inner === undefined
      ? [row]
      : [row, ...rowsOf(`${path}${stepInto(field, language)}`, inner, language)];
  });
}

/** Records are objects to those who read JSON. */
function typeOf({ type }: JsonField): string {
  return type === 'record' ? 'object' : type;
}

function stepInto({ type }: JsonField, language: Language): string {
  if (type === 'object[]') return '[].';
  return type === 'record' ? `.<${words.name[language]}>.` : '.';
}

function meaning({ text, values }: JsonField, language: Language): string {
  const said = text[language].replaceAll('|', '\\|');
  return values === undefined ? said : `${said} (${values.map((value) => `\`${value}\``).join(', ')})`;
}
