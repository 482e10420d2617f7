// Our reader of XML against two others: libxml2 says what is well-formed, saxes what is in it.
import { ParseOption, XmlDocument } from 'libxml2-wasm';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { type ScannedElement, scanXml, type XmlHandler, XmlProblem } from '../src/xml.js';

const pieces = [
  '<a>',
  '</a>',
  '<a/>',
  '<b c="d"',
  '<e:f xmlns:e="u">',
  '</e:f>',
  '/>',
  '>',
  '<',
  '"',
  "'",
  '=',
  ' ',
  '\n',
  '\t',
  '\r\n',
  '\r',
  'x',
  'ż',
  '𝄞',
  '&lt;',
  '&#65;',
  '&#x1D11E;',
  '&#0;',
  '&#x110000;',
  '&#xD800;',
  '&foo;',
  '&',
  '&;',
  '&#;',
  '<!--',
  '-->',
  '--',
  '<![CDATA[',
  ']]>',
  ']]',
  '<?p i?>',
  '<?',
  '?>',
  '<?xml version="1.0"?>',
  ' a="1"',
  " b='2'",
  ' xmlns="v"',
  ' xmlns:e="u"',
  ' e:a="1"',
  ' xmlns:g="u" g:a="2"',
  ' xmlns:xml="u"',
  ' xml:lang="pl"',
  ' xmlns:e=""',
  'xmlns',
  ':',
  'a:b',
  '<a:b:c/>',
  '<-a/>',
  '<a.b-c_1/>',
  '<ż/>',
  '<·a/>',
  '<a·/>',
  '\u0001',
  '\u0085',
  '\u2028',
  '\uFFFE',
  '\uFFFD',
  '<!',
  '<!x>',
  ' a="\n\t&#10;"',
  'standalone="yes"',
  '<a >',
  '</a >',
  '< a>',
  '</ a>',
  '<a\n>',
  '\u00A0',
  '<?xml?>',
  '<?XML x?>',
  '<?p:q?>',
  '<xmlns:a/>',
];
const whole = ['<a>', '<b c="d">t</b>', '<e:f xmlns:e="u" e:g="1"/>', '</a>'];

describe('scanXml', () => {
  it('agrees with libxml2 and saxes on what is well-formed, and with saxes on what is in it', () => {
    const random = seeded(20_260_201);
    let wellFormed = 0;
    for (let run = 0; run < 20_000; run++) {
      const text = made(random);
      const ours = eventsOf(text);
      expect([text, ours !== undefined]).toEqual([text, isWellFormed(text)]);
      expect([text, ours]).toEqual([text, eventsOfSaxes(text)]);
      if (ours !== undefined) wellFormed++;
    }
    expect(wellFormed).toBeGreaterThan(800);
  });

  it.each([
    ['<a>', 1, 4, /<a> is not closed/],
    ['<a>\n</b>', 2, 3, /<\/b> closes <a>/],
    ['<a>\r\n\r\n  &b;</a>', 3, 3, /undefined entity &b;/],
    ['<a b="1"\n b="2"/>', 2, 2, /duplicate attribute b/],
    ['<a b="<"/>', 1, 7, /&lt;/],
    ['<a>]]></a>', 1, 4, /\]\]&gt;/],
    ['<a/>x', 1, 5, /outside of the root element/],
    ['<a><b:c/></a>', 1, 10, /unbound namespace prefix b/],
  ])('says of %j where it is wrong', (text, line, column, message) => {
    expect(() => scanXml(text, { open: () => undefined })).toThrow(
      expect.objectContaining({ kind: 'malformed', line, column, message: expect.stringMatching(message) }),
    );
  });

  it('stops where its reader wants it to', () => {
    const seen: string[] = [];
    const handler: XmlHandler = {
      open({ local }) {
        seen.push(local);
        return local !== 'b';
      },
    };
    scanXml('<a><b><c/></b> & not well-formed', handler);
    expect(seen).toEqual(['a', 'b']);
  });

  it('takes time in proportion to the text, whatever is in it', () => {
    const hostile = [
      '<a '.repeat(100_000),
      `<a ${'b '.repeat(100_000)}`,
      `<a>${'&amp;'.repeat(100_000)}</a>`,
      `<a>${']]'.repeat(100_000)}</a>`,
      `<!--${'- '.repeat(100_000)}-->`,
      `<?xml version="1.0"${' '.repeat(200_000)}`,
      `<a>${'\n'.repeat(200_000)}<b/></a>`,
      `<${'a:'.repeat(100_000)}/>`,
      `<a>${'\u0001'.repeat(500)}</a>`,
    ];
    for (const text of hostile) {
      const start = performance.now();
      try {
        scanXml(text, { open: () => undefined, problem() {} });
      } catch (error) {
        expect(error).toBeInstanceOf(XmlProblem);
      }
      expect(performance.now() - start).toBeLessThan(2_000);
    }
  });
});

function made(random: () => number): string {
  const pick = () => pieces[Math.floor(random() * pieces.length)] ?? '';
  const parts = random() < 0.5 ? [...whole] : [];
  for (let count = 1 + Math.floor(random() * 5); count > 0; count--)
    parts.splice(Math.floor(random() * (parts.length + 1)), random() < 0.75 ? 0 : 1, pick());
  return parts.join('');
}

/** Names, namespaces, attributes and texts in their order; undefined for what is not well-formed. */
function eventsOf(text: string): readonly string[] | undefined {
  const events = new Events();
  try {
    scanXml(text, {
      open(element) {
        events.open(element);
        return undefined;
      },
      text: (part) => events.text(part),
      close: () => events.close(),
      problem(problem) {
        if (problem.kind !== 'processing-instruction') throw problem;
      },
    });
  } catch (error) {
    if (error instanceof XmlProblem) return undefined;
    throw error;
  }
  return events.all;
}

function eventsOfSaxes(text: string): readonly string[] | undefined {
  const events = new Events();
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => events.open(tag));
  parser.on('text', (part) => events.text(part));
  parser.on('cdata', (part) => events.text(part));
  parser.on('closetag', () => events.close());
  try {
    parser.write(text).close();
  } catch {
    return undefined;
  }
  return events.all;
}

class Events {
  readonly all: string[] = [];
  private depth = 0;

  open({ local, uri, attributes }: ScannedElement): void {
    const own = Object.values(attributes).map((one) => `${one.uri}|${one.local}=${one.value}`);
    this.all.push(`<${local} ${uri} ${own.join(' ')}`);
    this.depth++;
  }

  text(part: string): void {
    if (this.depth === 0 || part === '') return;
    const last = this.all.length - 1;
    if (this.all[last]?.startsWith('text ')) this.all[last] += part;
    else this.all.push(`text ${part}`);
  }

  close(): void {
    this.depth--;
    this.all.push('>');
  }
}

function isWellFormed(text: string): boolean {
  try {
    XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET }).dispose();
    return true;
  } catch {
    return false;
  }
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
