import { SaxesParser } from 'saxes';
import type { XmlHandler, XmlLimits } from './xml-handler.js';
import { XmlProblem } from './xml-problem.js';

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
  const here = () => ({ line: parser.line, column: parser.columnIndex + 1 });
  const report = (problem: XmlProblem) => {
    if (handler.problem === undefined) throw problem;
    handler.problem(problem);
  };
  // No more than six events: V8 makes a slow dictionary of a parser that listens to seven.
  parser.on('error', (error) => {
    const place = /^(\d+):(\d+): (.*?)\.?$/s.exec(error.message);
    const what = place?.[3] ?? error.message;
    const message = `line ${place?.[1]}, column ${place?.[2]}: ${what}`;
    // The parser has read the character already.
    const { line, column } = here();
    if (what !== 'disallowed character') throw new XmlProblem('malformed', message, { line, column });
    report(new XmlProblem('malformed', message, { line, column: column - 1 }));
  });
  parser.on('processinginstruction', ({ target }) => {
    const { line, column } = here();
    const length = parser.position - text.lastIndexOf('<?', parser.position - 1);
    // One of several lines is reported where it ends.
    const place = { line, column: column > length ? column - length : column };
    report(
      new XmlProblem('processing-instruction', `it has a processing instruction (<?${target} …?>)`, place),
    );
  });
  parser.on('opentag', (tag) => {
    // No `<` stands in a tag but at its start.
    const start = text.lastIndexOf('<', parser.position - 1);
    if (elements === 0) checkProlog(text.slice(0, start), parser.xmlDecl, report);
    if (++elements > maxElements)
      throw new XmlProblem('limit', `it has more than ${maxElements} elements`, here());
    if (++depth > maxDepth)
      throw new XmlProblem('limit', `elements are nested more than ${maxDepth} deep`, here());
    checkAttributes(tag.attributes, maxAttributes, here);
    const length = parser.position - start;
    let { line } = parser;
    let column = parser.columnIndex - length + 1;
    if (column < 1) {
      // It has ends of lines, which count as one also where they have two characters.
      line -= text.slice(start, parser.position).split(/\r\n|\r|\n/).length - 1;
      column = start - Math.max(text.lastIndexOf('\n', start), text.lastIndexOf('\r', start));
    }
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

/** What may not come before the first element. */
function checkProlog(
  prolog: string,
  declaration: { readonly version?: string; readonly encoding?: string },
  report: (problem: XmlProblem) => void,
): void {
  const { version, encoding } = declaration;
  const place = { line: 1, column: 1 };
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
    report(new XmlProblem('encoding', `its prolog names the encoding ${encoding}`, place));
  if (version !== undefined && version !== '1.0')
    throw new XmlProblem('malformed', `it is XML ${version}, not 1.0`, place);
  const at = withoutComments(prolog).indexOf('<!DOCTYPE');
  if (at >= 0) {
    const line = prolog.slice(0, prolog.lastIndexOf('<!DOCTYPE')).split('\n').length;
    throw new XmlProblem('doctype', 'it has a DTD (<!DOCTYPE …>)', { line, column: 1 });
  }
}

function withoutComments(text: string): string {
  let kept = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('<!--', at);
    if (start < 0) return kept + text.slice(at);
    kept += text.slice(at, start);
    const end = text.indexOf('-->', start);
    if (end < 0) return kept;
    at = end + 3;
  }
}

function checkAttributes(
  attributes: object,
  most: number,
  here: () => { line: number; column: number },
): void {
  let count = 0;
  for (const _ in attributes) count++;
  if (count > most) throw new XmlProblem('limit', `an element has more than ${most} attributes`, here());
}
