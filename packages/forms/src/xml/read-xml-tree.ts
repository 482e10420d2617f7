import { InvalidInputError } from '@ksef/core';
import { isBytes } from '@ksef/core/internal';
import {
  findForbiddenCharacters,
  isXmlSpace,
  type ScannedElement,
  scanXml,
  type XmlLimits,
  XmlProblem,
} from '@ksef/documents/internal';
import type { FormProblem } from '../problem.js';
import { decodeDocument } from './decode-document.js';
import type { XmlAttribute, XmlElement } from './xml-element.js';

/** Options of {@link readXmlTree}. */
export interface ReadXmlOptions extends XmlLimits {
  /** Reports problems that a reader can ignore (encoding, characters, processing instructions) instead of throwing. */
  readonly lenient?: boolean | undefined;
  /** Largest document in bytes. Default 20 000 000. */
  readonly maxBytes?: number | undefined;
}

/** The result of {@link readXmlTree} for a document read leniently. */
export interface LenientXmlTree {
  readonly root: XmlElement;
  /** At most a hundred of each kind. */
  readonly problems: readonly FormProblem[];
}

/**
 * Reads a document into a tree of elements with their positions. It supports no DTD and no custom entities, and makes
 * no network requests.
 *
 * Strict by default: it rejects what KSeF would reject (a byte-order mark, broken UTF-8, processing instructions,
 * discouraged characters). With `lenient` these are reported, and only malformed XML is rejected.
 *
 * @throws InvalidInputError `INVALID_ENCODING`, `INVALID_XML`, `FORBIDDEN_XML`, `DOCUMENT_TOO_LARGE`
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { readXmlTree } from '@ksef/forms/xml';
 *
 * const root = readXmlTree(await readFile('invoice.xml'));
 * for (const { name, line } of root.children) console.log(name, line);
 * ```
 */
export function readXmlTree(
  bytes: Uint8Array,
  options: ReadXmlOptions & { readonly lenient: true },
): LenientXmlTree;
export function readXmlTree(
  bytes: Uint8Array,
  options?: ReadXmlOptions & { readonly lenient?: false | undefined },
): XmlElement;
export function readXmlTree(bytes: Uint8Array, options: ReadXmlOptions = {}): XmlElement | LenientXmlTree {
  const { lenient = false, maxBytes = 20_000_000 } = options;
  if (!isBytes(bytes)) throw invalid('INVALID_XML', 'The document must be given as bytes (Uint8Array).');
  if (bytes.length > maxBytes)
    throw invalid(
      'DOCUMENT_TOO_LARGE',
      `The document has ${bytes.length} bytes. At most ${maxBytes} are allowed.`,
    );
  const problems: FormProblem[] = [];
  const report = lenient ? (problem: FormProblem) => problems.push(problem) : undefined;
  const text = decodeDocument(bytes, report);
  const root = buildTree(text, options, problems);
  for (const { name, line, column } of findForbiddenCharacters(text, lenient ? mostProblems : 1)) {
    if (!lenient)
      throw invalid(
        'FORBIDDEN_XML',
        `KSeF rejects the character ${name} (line ${line}, column ${column}). Remove it.`,
      );
    const message = `KSeF rejects the character ${name}. Remove it.`;
    problems.push({ kind: 'character', message, path: '', line, column });
  }
  return lenient ? { root, problems } : root;
}

const mostProblems = 100;

interface Growing extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

function buildTree(text: string, options: ReadXmlOptions, problems: FormProblem[]): XmlElement {
  const open: Growing[] = [];
  let root: XmlElement | undefined;
  let current: Growing | undefined;
  const handler = {
    open(element: ScannedElement, line: number, column: number) {
      const node: Growing = {
        name: element.local,
        prefix: element.prefix,
        namespace: element.uri,
        attributes: attributesOf(element),
        children: [],
        text: '',
        line,
        column,
      };
      if (current === undefined) root = node;
      else {
        // White space before the first child only indents it.
        if (current.text !== '' && isBlank(current.text)) current.text = '';
        current.children.push(node);
        open.push(current);
      }
      current = node;
      return undefined;
    },
    text(part: string) {
      if (current === undefined || (current.children.length > 0 && isBlank(part))) return;
      current.text = current.text === '' ? part : current.text + part;
    },
    close() {
      current = open.pop();
    },
  };
  const problem = ({ kind, message, line, column }: XmlProblem) => {
    if (problems.length >= mostProblems) return;
    const known = kind === 'malformed' ? 'character' : (kind as 'encoding' | 'processing-instruction');
    problems.push({ kind: known, message: sentence(message), path: '', line, column });
  };
  try {
    scanXml(text, options.lenient === true ? { ...handler, problem } : handler, options);
  } catch (error) {
    throw error instanceof XmlProblem ? refusal(error) : error;
  }
  if (root === undefined) throw invalid('INVALID_XML', 'The document has no element.');
  return root;
}

function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isXmlSpace(text.charCodeAt(at))) return false;
  return true;
}

const noAttributes: readonly XmlAttribute[] = [];
const declarations = 'http://www.w3.org/2000/xmlns/';

function attributesOf({ attributes }: ScannedElement): readonly XmlAttribute[] {
  let found: XmlAttribute[] | undefined;
  for (const key in attributes) {
    const attribute = attributes[key];
    if (attribute === undefined || attribute.uri === declarations) continue;
    found ??= [];
    found.push({ name: attribute.local, namespace: attribute.uri, value: attribute.value });
  }
  return found ?? noAttributes;
}

function refusal(problem: XmlProblem): InvalidInputError {
  if (problem.kind === 'encoding')
    return invalid('INVALID_ENCODING', `KSeF accepts UTF-8 only, but ${problem.message}.`);
  if (problem.kind === 'limit')
    return invalid('DOCUMENT_TOO_LARGE', `Cannot read the document: ${problem.message}.`);
  if (problem.kind === 'malformed')
    return invalid('INVALID_XML', `The document is not well-formed XML: ${problem.message}.`);
  return invalid('FORBIDDEN_XML', `KSeF refuses the document: ${problem.message}. Remove it.`);
}

function sentence(message: string): string {
  return `The document is not accepted by KSeF: ${message}.`;
}

function invalid(code: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code, input: 'document' });
}
