import { InvalidInputError } from '@ksef/core';
import { isBytes } from '@ksef/core/internal';
import { FormError } from '../form-error.js';
import { formOf } from '../form-of.js';
import type { FormProblem } from '../problem.js';
import { elementAt } from '../xml/element-at.js';
import { type ReadXmlOptions, readXmlTree } from '../xml/read-xml-tree.js';
import type { XmlElement } from '../xml/xml-element.js';
import type { CompiledForm } from './compile-form.js';
import { readModel } from './read-model.js';

/** Options of a parser. */
export interface ParseOptions extends ReadXmlOptions {
  /**
   * Accepts documents that KSeF stores although they are invalid: broken UTF-8, discouraged characters, values that are
   * too long, elements that the form does not have. The result then has the list of `problems`. Default false.
   */
  readonly lenient?: boolean | undefined;
  /** Also returns the positions of elements in the document. Default false. */
  readonly positions?: boolean | undefined;
}

/** A position in a document, from 1. */
export interface Position {
  readonly line: number;
  /** In UTF-16 units. */
  readonly column: number;
}

/** A model with additional results of the parser. */
export interface Parsed<Model> {
  /** If there are `problems`, fields that the type has may be missing, and values may differ from those it allows. */
  readonly model: Model;
  /** Empty unless the parser was lenient; at most some hundreds. */
  readonly problems: readonly FormProblem[];
  /** Where an element begins, e.g. `/Faktura/Fa/FaWiersz[3]/P_12`. Undefined if the document has no such element. */
  positionOf(path: string): Position | undefined;
  /** Prefixes that the document uses, by namespace. Pass them to the writer to keep them. */
  readonly prefixes: Readonly<Record<string, string>>;
}

/** Reads documents of one form. */
export interface FormParser<Model> {
  /**
   * @param document - bytes of a file, or a tree of `readXmlTree`
   * @throws FormError `INVALID_FORM` with all problems; InvalidInputError `WRONG_FORM`, `INVALID_XML`,
   * `INVALID_ENCODING`, `FORBIDDEN_XML`, `DOCUMENT_TOO_LARGE`
   */
  (document: Uint8Array | XmlElement): Model;
  (
    document: Uint8Array | XmlElement,
    options: ParseOptions & ({ lenient: true } | { positions: true }),
  ): Parsed<Model>;
  (document: Uint8Array | XmlElement, options: ParseOptions & { lenient?: false; positions?: false }): Model;
}

const mostProblems = 100;

/** @param form - called for the first document */
export function createParser<Model>(form: () => CompiledForm): FormParser<Model> {
  function parse(document: Uint8Array | XmlElement, options: ParseOptions = {}): Model | Parsed<Model> {
    const { lenient = false, positions = false } = options;
    const problems: FormProblem[] = [];
    const root = treeOf(document, options, problems);
    const compiled = form();
    checkRoot(compiled, root);
    const inside: FormProblem[] = [];
    const model = readModel(compiled, root, (problem) => {
      if (inside.length < mostProblems) inside.push(problem);
    }) as Model;
    if (!lenient && inside.length > 0) throw new FormError(inside, 'document');
    if (!lenient && !positions) return model;
    return {
      model,
      problems: [...problems, ...inside],
      positionOf(path) {
        const found = elementAt(root, path);
        return found === undefined ? undefined : { line: found.line, column: found.column };
      },
      get prefixes() {
        return prefixesOf(root);
      },
    };
  }
  return parse as FormParser<Model>;
}

function treeOf(
  document: Uint8Array | XmlElement,
  options: ParseOptions,
  problems: FormProblem[],
): XmlElement {
  if (!isBytes(document) && typeof document === 'object' && document !== null && 'children' in document)
    return document;
  if (options.lenient !== true) return readXmlTree(document as Uint8Array, { ...options, lenient: false });
  const tree = readXmlTree(document as Uint8Array, { ...options, lenient: true });
  problems.push(...tree.problems);
  return tree.root;
}

function checkRoot({ root }: CompiledForm, found: XmlElement): void {
  if (found.name === root.name && found.namespace === root.namespace) return;
  const form = formOf(found);
  const is = form === undefined ? `<${found.name}> of "${found.namespace}"` : `of the form ${form}`;
  throw new InvalidInputError(
    `The document is ${is}, not <${root.name}> of "${root.namespace}". Ask formOf which parser it needs.`,
    { code: 'WRONG_FORM', input: 'document' },
  );
}

function prefixesOf(root: XmlElement): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const visit = ({ namespace, prefix, children }: XmlElement) => {
    if (namespace !== '') found[namespace] ??= prefix;
    children.forEach(visit);
  };
  visit(root);
  return found;
}
