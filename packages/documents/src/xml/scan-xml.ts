import { SaxesParser } from 'saxes';
import { XmlProblem } from './xml-problem.js';

/** An element as it begins. */
export interface ScannedElement {
  readonly local: string;
  readonly prefix: string;
  /** Of its namespace; empty without one. */
  readonly uri: string;
  readonly attributes: Readonly<Record<string, ScannedAttribute>>;
}

/** An attribute, namespace declarations (`xmlns…`) among them. */
export interface ScannedAttribute {
  readonly local: string;
  readonly prefix: string;
  readonly uri: string;
  readonly value: string;
}

/** What a scan calls, in document order. */
export interface XmlHandler {
  /** `line` and `column` of its `<`, from 1. Return `false` to read no further. */
  open(element: ScannedElement, line: number, column: number): boolean | undefined;
  /** Character data, also of CDATA sections; one text may come in several parts. */
  text?(part: string): void;
  close?(): void;
  /**
   * Called for what a lenient reader can pass over: processing instructions, another encoding in the prolog, characters
   * that XML does not allow. Without it they are thrown.
   */
  problem?(problem: XmlProblem): void;
}

/** Limits for a document. */
export interface XmlLimits {
  /** How deep elements may be nested. Default 100. */
  readonly maxDepth?: number | undefined;
  /** How many elements there may be. Default 500 000. */
  readonly maxElements?: number | undefined;
  /** How many attributes one element may have. Default 100. */
  readonly maxAttributes?: number | undefined;
}

/** What stops a scan when `open` returns false. */
const stop = Symbol('stop');

/**
 * Reads XML 1.0 with namespaces, strictly, without DTD and without entities of its own.
 *
 * @throws XmlProblem at the first fault
 */
export function scanXml(text: string, handler: XmlHandler, limits: XmlLimits = {}): void {
  const { maxDepth = 100, maxElements = 500_000, maxAttributes = 100 } = limits;
  const parser = new SaxesParser({ xmlns: true });
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  let line = 1;
  let column = 1;
  const here = () => ({ line: parser.line, column: parser.columnIndex + 1 });
  const report = (problem: XmlProblem) => {
    if (handler.problem === undefined) throw problem;
    handler.problem(problem);
  };
  parser.on('error', (error) => {
    const place = /^(\d+):(\d+): (.*?)\.?$/s.exec(error.message);
    const what = place?.[3] ?? error.message;
    const message = `line ${place?.[1]}, column ${place?.[2]}: ${what}`;
    const problem = new XmlProblem('malformed', message, here());
    if (what !== 'disallowed character') throw problem;
    report(problem);
  });
  parser.on('doctype', () => {
    throw new XmlProblem('doctype', 'it has a DTD (<!DOCTYPE …>)', here());
  });
  parser.on('processinginstruction', ({ target }) =>
    report(
      new XmlProblem('processing-instruction', `it has a processing instruction (<?${target} …?>)`, here()),
    ),
  );
  parser.on('xmldecl', ({ encoding, version }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
      report(new XmlProblem('encoding', `its prolog names the encoding ${encoding}`, here()));
    if (version !== undefined && version !== '1.0')
      throw new XmlProblem('malformed', `it is XML ${version}, not 1.0`, here());
  });
  parser.on('opentagstart', ({ name }) => {
    // The parser has read one character beyond the name, which may have been the end of the line.
    const start = text.lastIndexOf('<', parser.position - name.length - 1);
    const behind = parser.position - start;
    if (parser.columnIndex >= behind) {
      line = parser.line;
      column = parser.columnIndex - behind + 1;
    } else {
      line = parser.line - 1;
      column = start - text.lastIndexOf('\n', start);
    }
    attributes = 0;
    if (++elements > maxElements)
      throw new XmlProblem('limit', `it has more than ${maxElements} elements`, here());
  });
  parser.on('attribute', () => {
    if (++attributes > maxAttributes)
      throw new XmlProblem('limit', `an element has more than ${maxAttributes} attributes`, here());
  });
  parser.on('opentag', (tag) => {
    if (++depth > maxDepth)
      throw new XmlProblem('limit', `elements are nested more than ${maxDepth} deep`, here());
    if (handler.open(tag, line, column) === false) throw stop;
  });
  const addText = (part: string) => {
    if (depth > 0) handler.text?.(part);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    depth--;
    handler.close?.();
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (error !== stop) throw error;
  }
}
