import { Cursor } from './cursor.js';
import { type QName, splitName } from './names.js';
import { NamespaceScope } from './namespaces.js';
import { readAttributes, resolveAttributes, scopeOf } from './read-attributes.js';
import { isXmlSpace } from './white-space.js';
import type { ScannedElement, XmlHandler, XmlLimits } from './xml-handler.js';
import type { XmlProblem } from './xml-problem.js';

/** All but tab, ends of lines, and what Unicode calls characters: control characters, halves of pairs. */
const impossible =
  /[^\t\n\r\u0020-\uFFFD]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
/** Quick to look for: in nearly every document there is none. */
const suspicious = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/;
const declaration =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"([^"<]*)"|'([^'<]*)')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/;
const noAttributes: ScannedElement['attributes'] = /* @__PURE__ */ Object.freeze(Object.create(null));

/** An element that is not closed yet. */
interface OpenElement {
  readonly name: string;
  /** What prefixes mean around it. */
  readonly around: NamespaceScope;
}

/** Walks through one document. Its text has line feeds only as ends of lines. */
export class XmlScanner {
  private readonly cursor: Cursor;
  private readonly open: OpenElement[] = [];
  private readonly names = new Map<string, QName>();
  private readonly maxDepth: number;
  private readonly maxElements: number;
  private readonly maxAttributes: number;
  private scope = NamespaceScope.root();
  private elements = 0;
  private isOver = false;
  private readonly hasEndOfData: boolean;

  constructor(
    text: string,
    private readonly handler: XmlHandler,
    { maxDepth = 100, maxElements = 500_000, maxAttributes = 100 }: XmlLimits,
  ) {
    this.cursor = new Cursor(text);
    this.hasEndOfData = text.includes(']]>');
    this.maxDepth = maxDepth;
    this.maxElements = maxElements;
    this.maxAttributes = maxAttributes;
  }

  scan(): void {
    const cursor: Cursor = this.cursor;
    const { text } = cursor;
    this.prolog();
    if (suspicious.test(text)) {
      for (const { index } of text.matchAll(impossible))
        this.report(cursor.malformed('disallowed character', index));
    }
    while (!this.isOver) {
      const next = text.indexOf('<', cursor.at);
      const end = next < 0 ? text.length : next;
      if (end > cursor.at) this.content(cursor.at, end);
      cursor.at = end;
      if (next < 0) {
        this.end();
        return;
      }
      const kind = cursor.code(1);
      if (kind === 0x2f) this.closeTag();
      else if (kind === 0x21) this.commentOrData();
      else if (kind === 0x3f) this.instruction();
      else this.openTag();
    }
  }

  private prolog(): void {
    const cursor: Cursor = this.cursor;
    if (cursor.code() === 0xfeff) cursor.at = 1;
    const text = cursor.at === 0 ? cursor.text : cursor.text.slice(1);
    if (!/^<\?xml[ \t\n?]/.test(text)) return;
    const match = declaration.exec(text);
    if (match === null) cursor.fail('the XML declaration is not well-formed');
    const version = match[1] ?? match[2];
    const encoding = match[3] ?? match[4];
    if (version !== '1.0') throw cursor.problem('malformed', `it is XML ${version}, not 1.0`);
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
      this.report(cursor.problem('encoding', `its prolog names the encoding ${encoding}`));
    cursor.at += match[0].length;
  }

  private content(from: number, to: number): void {
    const cursor: Cursor = this.cursor;
    if (this.open.length === 0) {
      for (let at = from; at < to; at++)
        if (!isXmlSpace(cursor.text.charCodeAt(at)))
          cursor.fail('text stands outside of the root element', at);
      return;
    }
    const part = cursor.text.slice(from, to);
    const end = this.hasEndOfData ? part.indexOf(']]>') : -1;
    if (end >= 0) cursor.fail('"]]>" stands in a text. Write ]]&gt;', from + end);
    // Looked at also where nobody asks for texts: references may be wrong.
    const replaced = cursor.replaced(part, from);
    this.handler.text?.(replaced);
  }

  private openTag(): void {
    const cursor: Cursor = this.cursor;
    const column = cursor.moveTo(cursor.at);
    const { line } = cursor;
    if (this.elements > 0 && this.open.length === 0) cursor.fail('there is more than one root element');
    cursor.at++;
    const name = cursor.name('a "<" begins no element. Write &lt;');
    const found = cursor.code() === 0x3e ? undefined : readAttributes(cursor, this.maxAttributes);
    const isEmpty = cursor.code() === 0x2f;
    if (isEmpty) cursor.at++;
    if (cursor.code() !== 0x3e) cursor.fail(`the tag <${name}> is not well-formed`);
    cursor.at++;
    if (++this.elements > this.maxElements)
      throw cursor.problem('limit', `it has more than ${this.maxElements} elements`);
    if (this.open.length >= this.maxDepth)
      throw cursor.problem('limit', `elements are nested more than ${this.maxDepth} deep`);
    const around = this.scope;
    if (found !== undefined) this.scope = scopeOf(found, around, cursor);
    const attributes =
      found === undefined
        ? noAttributes
        : resolveAttributes(found, this.scope, (one) => this.qname(one), cursor);
    const { prefix, local } = this.qname(name);
    const uri = prefix === 'xmlns' ? undefined : this.scope.resolve(prefix);
    if (uri === undefined) cursor.fail(`unbound namespace prefix ${prefix}`);
    if (this.handler.open({ local, prefix, uri, attributes }, line, column) === false) this.isOver = true;
    else if (isEmpty) {
      this.scope = around;
      this.handler.close?.();
    } else this.open.push({ name, around });
  }

  private closeTag(): void {
    const cursor: Cursor = this.cursor;
    cursor.at += 2;
    const element = this.open.pop();
    const start = cursor.at;
    const name = cursor.name('a closing tag has no name');
    if (element?.name !== name)
      cursor.fail(`</${name}> closes ${element === undefined ? 'nothing' : `<${element.name}>`}`, start);
    cursor.space();
    if (cursor.code() !== 0x3e) cursor.fail(`the tag </${name}> is not well-formed`);
    cursor.at++;
    if (element !== undefined) this.scope = element.around;
    this.handler.close?.();
  }

  private commentOrData(): void {
    const cursor: Cursor = this.cursor;
    const { text, at } = cursor;
    if (text.startsWith('<!--', at)) {
      cursor.at += 4;
      cursor.upTo('--', 'a comment does not end');
      if (cursor.code() !== 0x3e) cursor.fail('"--" stands in a comment');
      cursor.at++;
    } else if (text.startsWith('<![CDATA[', at) && this.open.length > 0) {
      cursor.at += 9;
      const data = cursor.upTo(']]>', 'a CDATA section does not end');
      if (data !== '') this.handler.text?.(data);
    } else if (text.startsWith('<!DOCTYPE', at))
      throw cursor.problem('doctype', 'it has a DTD (<!DOCTYPE …>)');
    else cursor.fail('"<!" begins neither a comment nor a CDATA section');
  }

  private instruction(): void {
    const cursor: Cursor = this.cursor;
    const start = cursor.at;
    cursor.at += 2;
    const target = cursor.name('a processing instruction has no name');
    if (target.toLowerCase() === 'xml')
      cursor.fail('an XML declaration stands elsewhere than at the start', start);
    if (target.includes(':')) cursor.fail('the name of a processing instruction has a colon', start);
    if (!cursor.space() && !cursor.text.startsWith('?>', cursor.at))
      cursor.fail('a processing instruction is not well-formed');
    cursor.upTo('?>', 'a processing instruction does not end');
    const message = `it has a processing instruction (<?${target} …?>)`;
    this.report(cursor.problem('processing-instruction', message, start));
  }

  private end(): void {
    const cursor: Cursor = this.cursor;
    const element = this.open.at(-1);
    if (element !== undefined) cursor.fail(`the element <${element.name}> is not closed`);
    if (this.elements === 0) cursor.fail('there is no root element');
  }

  private qname(name: string): QName {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const parts = splitName(name) ?? this.cursor.fail(`${name} is not a name with at most one prefix`);
    this.names.set(name, parts);
    return parts;
  }

  /** What a lenient reader can pass over. */
  private report(problem: XmlProblem): void {
    if (this.handler.problem === undefined) throw problem;
    this.handler.problem(problem);
  }
}
