import type { FormProblem, FormProblemKind } from '../problem.js';
import type { XmlElement } from '../xml/xml-element.js';
import type {
  AnyParticle,
  CompiledForm,
  CompiledType,
  ElementParticle,
  GroupParticle,
  Particle,
} from './compile-form.js';
import { leavesOf } from './compile-form.js';
import { namesOf } from './match-content.js';
import type { ValueType } from './values/value-type.js';
import { writeElement } from './write-element.js';
import { characterProblem, escapeAttribute, escapeText } from './write-xml.js';

type Fields = Extract<CompiledType, { kind: 'fields' }>;
type Model = Readonly<Record<string, unknown>>;

/** Writes a model as text, elements in the order of the schema, and reports everything that would be invalid. */
export function writeModel(
  form: CompiledForm,
  model: unknown,
  prefixes: ReadonlyMap<string, string>,
  report: (problem: FormProblem) => void,
): string {
  return new Writer(form, prefixes, report).document(model);
}

class Writer {
  private readonly used = new Set<string>();
  private out = '';

  constructor(
    private readonly form: CompiledForm,
    private readonly prefixes: ReadonlyMap<string, string>,
    private readonly report: (problem: FormProblem) => void,
  ) {}

  document(model: unknown): string {
    const { root } = this.form;
    this.element(model, root, `/${root.name}`);
    const declarations = [...this.used].map((uri) => {
      const prefix = this.prefixes.get(uri) ?? '';
      return ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`;
    });
    const name = `<${this.nameOf(root)}`;
    const start = this.out.startsWith(name) ? name + declarations.join('') : '';
    return `<?xml version="1.0" encoding="UTF-8"?>\n${start}${this.out.slice(name.length)}`;
  }

  private element(value: unknown, particle: ElementParticle, path: string): void {
    const type = this.form.typeOf(particle);
    const name = this.nameOf(particle);
    if (type.kind === 'fields') {
      this.fields(value, type, name, path);
      return;
    }
    const text = this.text(value, type.value, particle.fixed, path);
    this.out += text === '' ? `<${name}/>` : `<${name}>${escapeText(text)}</${name}>`;
  }

  private fields(value: unknown, type: Fields, name: string, path: string): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.add('value', path, `The value must be an object with the fields of ${name}.`);
      return;
    }
    const model = value as Model;
    this.checkKeys(model, type, path);
    this.out += `<${name}`;
    for (const attribute of type.attributes.values()) {
      const own = model[attribute.name];
      if (own !== undefined) {
        const text = this.text(own, attribute.type, attribute.fixed, `${path}/@${attribute.name}`);
        this.out += ` ${attribute.name}="${escapeAttribute(text)}"`;
      } else if (attribute.isRequired)
        this.add('missing', path, `The attribute ${attribute.name} is missing.`);
    }
    this.out += '>';
    const start = this.out.length;
    if (type.text !== undefined) this.out += escapeText(this.text(model.value, type.text, undefined, path));
    else if (type.content !== undefined) this.particle(type.content, model, path);
    if (this.out.length === start) this.out = `${this.out.slice(0, -1)}/>`;
    else this.out += `</${name}>`;
  }

  private particle(particle: Particle, model: Model, path: string): void {
    if (particle.kind === 'any') this.any(particle, model, path);
    else if (particle.kind === 'element') this.elements(particle, model, path);
    else if (particle.kind === 'choice') this.choice(particle, model, path);
    else if (!particle.isOptional || isPresent(particle, model))
      for (const item of particle.items) this.particle(item, model, path);
  }

  private choice(particle: GroupParticle, model: Model, path: string): void {
    const present = particle.items.filter((item) => isPresent(item, model));
    const [first, second] = present;
    if (second !== undefined && first !== undefined) {
      const names = present.map((item) =>
        namesOf(leavesOf(item).filter((leaf) => model[leaf.name] !== undefined)),
      );
      this.add('unexpected', path, `${names.join(' and ')} exclude each other. Give one of them.`);
    }
    if (first !== undefined) this.particle(first, model, path);
    else if (!particle.canBeEmpty)
      this.add('missing', path, `One of ${namesOf([...particle.first])} is missing.`);
  }

  private elements(particle: ElementParticle, model: Model, path: string): void {
    const value = model[particle.name];
    const { name, min, max } = particle;
    if (value === undefined) {
      if (min > 0) this.add('missing', path, `${name} is missing.`);
      return;
    }
    if (max === 1) {
      this.element(value, particle, `${path}/${name}`);
      return;
    }
    if (!Array.isArray(value)) {
      this.add('value', `${path}/${name}`, 'The value must be an array.');
      return;
    }
    if (value.length < min) this.add('missing', path, `${name} is missing: at least ${min} must be there.`);
    if (value.length > max)
      this.add('unexpected', `${path}/${name}[${max + 1}]`, `At most ${max} are allowed.`);
    value.forEach((item, index) => {
      this.element(item, particle, value.length === 1 ? `${path}/${name}` : `${path}/${name}[${index + 1}]`);
    });
  }

  private any(particle: AnyParticle, model: Model, path: string): void {
    const value = model[particle.name];
    if (value === undefined) {
      if (particle.min > 0) this.add('missing', path, `${particle.name} is missing.`);
    } else if (typeof value === 'object' && value !== null && 'children' in value)
      this.out += writeElement(value as XmlElement);
    else
      this.add('value', `${path}/${particle.name}`, 'The value must be an element as readXmlTree makes it.');
  }

  private text(value: unknown, type: ValueType, fixed: string | undefined, path: string): string {
    if (value === undefined || value === null) {
      this.add('missing', path, 'The value is missing.');
      return '';
    }
    if (typeof value !== 'string') {
      const hint = typeof value === 'number' ? ' Write numbers as text: they keep all their digits so.' : '';
      this.add('value', path, `The value must be a string, not ${typeof value}.${hint}`);
      return '';
    }
    const characters = characterProblem(value);
    const problem = characters ?? type.problemOf(type.prepare(value));
    if (problem !== undefined) this.add(characters === undefined ? 'value' : 'character', path, problem);
    else if (fixed !== undefined && value !== fixed)
      this.add('value', path, `The value must be ${JSON.stringify(fixed)}.`);
    return value;
  }

  private checkKeys(model: Model, type: Fields, path: string): void {
    for (const key of Object.keys(model)) {
      const isKnown =
        type.elements.has(key) ||
        type.attributes.has(key) ||
        (key === 'value' && type.text !== undefined) ||
        key === type.any?.name;
      if (!isKnown && model[key] !== undefined)
        this.add('unexpected', `${path}/${key}`, `The form does not have ${key} here.`);
    }
  }

  private nameOf({ name, namespace }: ElementParticle): string {
    this.used.add(namespace);
    const prefix = this.prefixes.get(namespace) ?? '';
    return prefix === '' ? name : `${prefix}:${name}`;
  }

  private add(kind: FormProblemKind, path: string, message: string): void {
    this.report({ kind, message, path, line: 0, column: 0 });
  }
}

function isPresent(particle: Particle, model: Model): boolean {
  if (particle.kind !== 'element' && particle.kind !== 'any')
    return particle.leaves.some(({ name }) => hasContent(model[name]));
  return hasContent(model[particle.name]);
}

/** An array of nothing is nothing. */
function hasContent(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}
