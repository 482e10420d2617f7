// The TypeScript types of a form, with the form's own names.
import type { Attribute, ElementParticle, Particle, SimpleType } from '../model/form-model.js';
import { factsOfValue } from './facts.js';
import type { NamedType, TypeIndex } from './type-index.js';

/** What a field means, if it is known: by type and name. */
export type Meaning = (type: string, field: string) => string | undefined;

export function renderTypes(index: TypeIndex, meaning: Meaning): string {
  const named = index.named();
  const names = new Map(named.map(({ name, type }) => [index.numberOf(type), name]));
  const aliases = enumerations(index);
  const rendered = named.map((type) => new Renderer(index, names, aliases, meaning, type).render());
  return indent([...[...aliases].map(renderAlias), ...rendered].join('\n\n'));
}

/** Enumerations that have a name, by it. */
function enumerations(index: TypeIndex): ReadonlyMap<string, SimpleType> {
  const found = new Map<string, SimpleType>();
  for (const type of index.types)
    if (
      type.kind === 'simple' &&
      type.name !== undefined &&
      type.enumeration !== undefined &&
      type.base !== 'decimal'
    )
      found.set(type.name, type);
  return found;
}

function renderAlias([name, { enumeration = [] }]: [string, SimpleType]): string {
  const values = enumeration.map((value) => `  | ${quoted(value)}`);
  return `export type ${name} =\n${values.join('\n')};`;
}

interface Field {
  readonly particle: ElementParticle | Extract<Particle, { kind: 'any' }>;
  readonly isOptional: boolean;
}

/** Fields that stand side by side, and choices among further ones. */
interface Shape {
  readonly fields: readonly Field[];
  readonly choices: readonly (readonly Shape[])[];
}

class Renderer {
  constructor(
    private readonly index: TypeIndex,
    private readonly names: ReadonlyMap<number, string>,
    private readonly aliases: ReadonlyMap<string, SimpleType>,
    private readonly meaning: Meaning,
    private readonly own: NamedType,
  ) {}

  render(): string {
    const { name, type, elements } = this.own;
    const shape = type.content === undefined ? none : shapeOf(type.content, false);
    const lines = [
      ...type.attributes.map((attribute) => this.attribute(attribute)),
      ...(type.text === undefined ? [] : [this.text(type.text)]),
      ...shape.fields.map((field) => this.field(field)),
    ];
    const said = this.meaning(name, '') ?? `Content of ${list(elements.map((element) => `\`${element}\``))}.`;
    const body = lines.join('\n');
    if (shape.choices.length === 0) return `${doc([said])}export interface ${name} {\n${body}\n}`;
    const parts = [
      ...(body === '' ? [] : [`{\n${body}\n}`]),
      ...shape.choices.map((choice) => this.choice(choice)),
    ];
    return `${doc([said])}export type ${name} = ${parts.join(' & ')};`;
  }

  private attribute({ name, type, required, fixed }: Attribute): string {
    const said = [this.meaning(this.own.name, name), factsOfValue(type)];
    return `${doc(said)}readonly ${name}${required ? '' : '?'}: ${this.value(type, fixed)}${required ? '' : ' | undefined'};`;
  }

  private text(type: SimpleType): string {
    return `${doc([this.meaning(this.own.name, 'value'), factsOfValue(type)])}readonly value: ${this.value(type)};`;
  }

  private field({ particle, isOptional }: Field): string {
    const end = isOptional ? ' | undefined' : '';
    const mark = isOptional ? '?' : '';
    if (particle.kind === 'any') {
      const said = this.meaning(this.own.name, particle.name) ?? 'An element of another namespace, as it is.';
      return `${doc([said])}readonly ${particle.name}${mark}: XmlElement${end};`;
    }
    const { name, type, min, max, fixed } = particle;
    const facts = type.kind === 'simple' ? factsOfValue(type) : '';
    const many =
      max === 1
        ? ''
        : `${min === 0 ? 'Any number' : 'At least one'}${Number.isFinite(max) ? `, at most ${max}` : ''}.`;
    const one =
      type.kind === 'simple' ? this.value(type, fixed) : (this.names.get(this.index.numberOf(type)) ?? '');
    const value = max === 1 ? one : one.includes('|') ? `readonly (${one})[]` : `readonly ${one}[]`;
    return `${doc([this.meaning(this.own.name, name), facts, many])}readonly ${name}${mark}: ${value}${end};`;
  }

  private value(type: SimpleType, fixed?: string): string {
    if (fixed !== undefined) return quoted(fixed);
    // 7 and 7.0 are one number: documents write either.
    if (type.enumeration === undefined || type.base === 'decimal') return 'string';
    if (type.name !== undefined && this.aliases.has(type.name)) return type.name;
    return type.enumeration.map(quoted).join(' | ');
  }

  /** A union of its branches, each with the fields of the others absent. */
  private choice(branches: readonly Shape[]): string {
    const all = [...new Set(branches.flatMap(namesOf))];
    const rendered = branches.map((branch) => {
      const present = new Set(namesOf(branch));
      const absent = all.filter((name) => !present.has(name)).map((name) => `readonly ${name}?: undefined;`);
      const lines = [...branch.fields.map((field) => this.field(field)), ...absent];
      const parts = [`{\n${lines.join('\n')}\n}`, ...branch.choices.map((choice) => this.choice(choice))];
      return parts.length === 1 ? parts[0] : `(${parts.join(' & ')})`;
    });
    return `(\n| ${rendered.join('\n| ')}\n)`;
  }
}

const none: Shape = { fields: [], choices: [] };

function shapeOf(particle: Particle, isOptional: boolean): Shape {
  if (particle.kind === 'element' || particle.kind === 'any')
    return { fields: [{ particle, isOptional: isOptional || particle.min === 0 }], choices: [] };
  const optional = isOptional || particle.min === 0;
  if (particle.kind === 'sequence') {
    const shapes = particle.items.map((item) => shapeOf(item, optional));
    return {
      fields: shapes.flatMap(({ fields }) => fields),
      choices: shapes.flatMap(({ choices }) => choices),
    };
  }
  const branches = particle.items.map((item) => shapeOf(item, false));
  const canBeEmpty = branches.some(
    ({ fields, choices }) => choices.length === 0 && fields.every((field) => field.isOptional),
  );
  return { fields: [], choices: [optional && !canBeEmpty ? [...branches, none] : branches] };
}

function namesOf({ fields, choices }: Shape): readonly string[] {
  return [...fields.map(({ particle }) => particle.name), ...choices.flat().flatMap(namesOf)];
}

function doc(lines: readonly (string | undefined)[]): string {
  const said = lines.filter((line) => line !== undefined && line !== '').join(' ');
  return said === '' ? '' : `/** ${said} */\n`;
}

function list(words: readonly string[]): string {
  const shown = words.slice(0, 4);
  return words.length > 4
    ? `${shown.join(', ')} and others`
    : shown.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

function quoted(value: string): string {
  return `'${value.replace(/['\\]/g, '\\$&')}'`;
}

/** Two spaces for each bracket that is open. */
function indent(text: string): string {
  let depth = 0;
  const lines = text.split('\n').map((line) => {
    const closes = /^[)}]/.test(line);
    if (closes) depth--;
    const indented = line === '' ? line : '  '.repeat(depth) + line.trimStart();
    if (!/^ *\/\*\*/.test(line) && /[({]$/.test(line)) depth++;
    return /^ {2}\|/.test(line) ? line : indented;
  });
  return lines.join('\n');
}
