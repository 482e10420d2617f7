import { SaxesParser } from 'saxes';

/** An element as the walk meets it. */
export interface WalkedElement {
  readonly local: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, { readonly value: string }>>;
}

/** What a walk tells of. `path` holds local names from the root, e.g. `Faktura/Fa/P_1`. */
export interface XmlVisitor {
  open?(path: string, element: WalkedElement): void;
  /** An element ended; `text` is its own text, trimmed. */
  close?(path: string, text: string): void;
}

/** Why a document must not be read further. */
export class XmlProblem extends Error {
  readonly kind: 'malformed' | 'doctype' | 'processing-instruction' | 'encoding';

  constructor(kind: XmlProblem['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

// Deeper than any invoice: a deeply nested document must not take memory for nothing.
const deepest = 100;

/**
 * Reads XML strictly, without DTD, entities of its own, or processing instructions.
 *
 * @throws XmlProblem at the first thing that is wrong
 */
export function walkXml(text: string, visitor: XmlVisitor): void {
  const parser = new SaxesParser({ xmlns: true });
  const paths: string[] = [];
  const texts: string[] = [];
  parser.on('error', (error) => {
    const message = error.message.replace(/^(\d+):(\d+):/, 'line $1, column $2:').replace(/\.$/, '');
    throw new XmlProblem('malformed', message);
  });
  parser.on('doctype', () => {
    throw new XmlProblem('doctype', 'it has a DTD (<!DOCTYPE …>)');
  });
  parser.on('processinginstruction', ({ target }) => {
    throw new XmlProblem('processing-instruction', `it has a processing instruction (<?${target} …?>)`);
  });
  parser.on('xmldecl', ({ encoding, version }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
      throw new XmlProblem('encoding', `its prolog names the encoding ${encoding}`);
    if (version !== undefined && version !== '1.0')
      throw new XmlProblem('malformed', `it is XML ${version}, not 1.0`);
  });
  parser.on('opentag', (tag) => {
    const above = paths.at(-1);
    const path = above === undefined ? tag.local : `${above}/${tag.local}`;
    paths.push(path);
    texts.push('');
    if (paths.length > deepest)
      throw new XmlProblem('malformed', `elements are nested more than ${deepest} deep`);
    visitor.open?.(path, tag);
  });
  const addText = (part: string) => {
    if (texts.length > 0) texts[texts.length - 1] += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    visitor.close?.(paths.pop() ?? '', (texts.pop() ?? '').trim());
  });
  parser.write(text).close();
}
