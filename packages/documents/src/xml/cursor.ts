import { endOfName } from './names.js';
import { replaceReferences } from './references.js';
import { isXmlSpace } from './white-space.js';
import { XmlProblem, type XmlProblemKind } from './xml-problem.js';

/** A place in a text that is read from its start to its end. */
export class Cursor {
  at = 0;
  /** Of the place that `moveTo` was called for last. */
  line = 1;
  private lineStart = 0;
  private nextLine: number;
  private readonly hasReferences: boolean;

  constructor(readonly text: string) {
    this.nextLine = text.indexOf('\n');
    this.hasReferences = text.includes('&');
  }

  /** The code at the cursor, or so many behind it; NaN beyond the end. */
  code(behind = 0): number {
    return this.text.charCodeAt(this.at + behind);
  }

  /** Passes over white space, and says whether there was any. */
  space(): boolean {
    const before = this.at;
    while (isXmlSpace(this.text.charCodeAt(this.at))) this.at++;
    return this.at > before;
  }

  /** Reads a name. @throws XmlProblem `malformed` with this message if there is none */
  name(message: string): string {
    const end = endOfName(this.text, this.at);
    if (end === this.at) this.fail(message);
    const name = this.text.slice(this.at, end);
    this.at = end;
    return name;
  }

  /** Goes behind the next `end`, and returns what stands before it. */
  upTo(end: string, message: string): string {
    const found = this.text.indexOf(end, this.at);
    if (found < 0) this.fail(message);
    const passed = this.text.slice(this.at, found);
    this.at = found + end.length;
    return passed;
  }

  /** A text that stands at `from`, with its references replaced. */
  replaced(part: string, from: number): string {
    if (!this.hasReferences || !part.includes('&')) return part;
    const replaced = replaceReferences(part);
    if (typeof replaced === 'string') return replaced;
    return this.fail(replaced.message, from + replaced.at);
  }

  /** Sets `line`, and returns the column, both from 1. Places have to be asked for in their order. */
  moveTo(at: number): number {
    while (this.nextLine >= 0 && this.nextLine < at) {
      this.line++;
      this.lineStart = this.nextLine + 1;
      this.nextLine = this.text.indexOf('\n', this.lineStart);
    }
    return at - this.lineStart + 1;
  }

  /** What is wrong, with its place in the message. */
  malformed(message: string, at = this.at): XmlProblem {
    const place = placeIn(this.text, at);
    return new XmlProblem('malformed', `line ${place.line}, column ${place.column}: ${message}`, place);
  }

  problem(kind: XmlProblemKind, message: string, at = this.at): XmlProblem {
    return new XmlProblem(kind, message, placeIn(this.text, at));
  }

  fail(message: string, at = this.at): never {
    throw this.malformed(message, at);
  }
}

function placeIn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
