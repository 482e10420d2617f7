import { trimXmlSpace } from '@ksef/documents/internal';
import type { FormProblem, FormProblemKind } from '../problem.js';
import type { XmlElement } from '../xml/xml-element.js';
import type { CompiledForm, CompiledType, ElementParticle, Leaf } from './compile-form.js';
import { matchContent, namesOf } from './match-content.js';
import { pathOf } from './path-of.js';
import type { ValueType } from './values/value-type.js';

type Fields = Extract<CompiledType, { kind: 'fields' }>;
type Model = Record<string, unknown>;

const instance = 'http://www.w3.org/2001/XMLSchema-instance';

/** Creates a model from a document's tree, and reports violations of the form. */
export function readModel(
  form: CompiledForm,
  root: XmlElement,
  report: (problem: FormProblem) => void,
): unknown {
  return new Reader(form, root.namespace, report).element(root, form.root);
}

class Reader {
  private readonly ancestors: XmlElement[] = [];

  constructor(
    private readonly form: CompiledForm,
    private readonly namespace: string,
    private readonly report: (problem: FormProblem) => void,
  ) {}

  element(element: XmlElement, particle: ElementParticle): unknown {
    const type = this.form.typeOf(particle);
    if (type.kind === 'fields') return this.fields(element, type);
    if (element.children.length > 0) for (const child of element.children) this.unexpected(child, element);
    if (element.attributes.length > 0) this.attributes(element, undefined, undefined);
    return this.value(element, type.value, element.text, particle.fixed);
  }

  private fields(element: XmlElement, type: Fields): Model {
    const model: Model = {};
    this.attributes(element, type, model);
    if (type.text !== undefined) {
      model.value = this.value(element, type.text, element.text, undefined);
      for (const child of element.children) this.unexpected(child, element);
      return model;
    }
    if (element.text !== '' && trimXmlSpace(element.text) !== '')
      this.add(
        'unexpected',
        element,
        `<${element.name}> has text between its elements. It may have elements only.`,
      );
    if (type.content !== undefined) this.children(element, type, model);
    else for (const child of element.children) this.unexpected(child, element);
    return model;
  }

  private children(element: XmlElement, type: Fields, model: Model): void {
    const leaves: (Leaf | undefined)[] = [];
    this.ancestors.push(element);
    for (const child of element.children) {
      const particle = type.elements.get(child.name);
      // Most children are of the namespace of the root, by the very same string, which costs nothing to compare.
      const isKnown =
        particle !== undefined &&
        (particle.isOfRoot ? child.namespace === this.namespace : child.namespace === particle.namespace);
      const leaf = isKnown ? particle : anyOf(child, element, type);
      leaves.push(leaf);
      if (leaf === undefined) this.unexpected(child);
      else this.child(child, leaf, model);
    }
    this.ancestors.pop();
    const mismatch = matchContent(type.content as NonNullable<Fields['content']>, leaves);
    if (mismatch === undefined) return;
    const wanted = namesOf(mismatch.expected);
    if (mismatch.at === undefined) {
      this.add(
        'missing',
        element,
        `<${element.name}> lacks ${mismatch.expected.length > 1 ? 'one of ' : ''}${wanted}.`,
      );
      return;
    }
    const child = element.children[mismatch.at];
    if (child === undefined) return;
    const hint = wanted === '' ? 'It comes too late, or once too often.' : `Expected here: ${wanted}.`;
    this.ancestors.push(element);
    this.add('unexpected', child, `<${child.name}> is not allowed here. ${hint}`);
    this.ancestors.pop();
  }

  private child(child: XmlElement, leaf: Leaf, model: Model): void {
    const { name } = leaf;
    const value = leaf.kind === 'any' ? child : this.element(child, leaf);
    const before = model[name];
    if (leaf.kind === 'any' || leaf.max === 1) {
      // Of too many, the first one is kept.
      if (before === undefined) model[name] = value;
    } else if (before === undefined) model[name] = [value];
    else (before as unknown[]).push(value);
  }

  private attributes(element: XmlElement, type: Fields | undefined, model: Model | undefined): void {
    if (element.attributes.length === 0 && type?.attributes.size === 0) return;
    for (const { name, namespace, value } of element.attributes) {
      const attribute = namespace === '' ? type?.attributes.get(name) : undefined;
      if (attribute === undefined || model === undefined) {
        const isHint = namespace === instance && /^(?:noNamespaceS|s)chemaLocation$/.test(name);
        if (!isHint) this.add('unexpected', element, `<${element.name}> may not have the attribute ${name}.`);
        continue;
      }
      model[name] = this.value(element, attribute.type, value, attribute.fixed, name);
    }
    for (const { name, isRequired } of type?.attributes.values() ?? [])
      if (isRequired && model?.[name] === undefined)
        this.add('missing', element, `<${element.name}> lacks the attribute ${name}.`);
  }

  private value(
    element: XmlElement,
    type: ValueType,
    text: string,
    fixed: string | undefined,
    attribute?: string,
  ): string {
    const prepared = type.prepare(text);
    const problem =
      type.problemOf(prepared) ??
      (fixed === undefined || prepared === fixed ? undefined : `The value must be ${JSON.stringify(fixed)}.`);
    if (problem !== undefined)
      this.add('value', element, attribute === undefined ? problem : `Attribute ${attribute}: ${problem}`);
    return type.keepsText ? text : type.keep(prepared);
  }

  private unexpected(child: XmlElement, parent?: XmlElement): void {
    if (parent !== undefined) this.ancestors.push(parent);
    const above = this.ancestors.at(-1);
    this.add('unexpected', child, `<${above?.name ?? ''}> may not have <${child.name}>.`);
    if (parent !== undefined) this.ancestors.pop();
  }

  private add(kind: FormProblemKind, element: XmlElement, message: string): void {
    const { line, column } = element;
    this.report({ kind, message, path: pathOf(this.ancestors, element), line, column });
  }
}

function anyOf(child: XmlElement, parent: XmlElement, { any }: Fields): Leaf | undefined {
  if (any === undefined) return undefined;
  if (any.namespace === '')
    return child.namespace === parent.namespace || child.namespace === '' ? undefined : any;
  return any.namespace === child.namespace && any.name === child.name ? any : undefined;
}
