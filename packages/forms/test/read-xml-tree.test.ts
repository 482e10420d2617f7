import { InvalidInputError } from '@ksef/core';
import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';
import { elementAt, readXmlTree, type XmlElement } from '../src/xml.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const broken = (text: string) => {
  const bytes = utf8(text);
  bytes[bytes.indexOf(0x3f)] = 0x81;
  return bytes;
};

describe('readXmlTree', () => {
  it('keeps names, prefixes, namespaces, attributes, text and order', () => {
    const root = readXmlTree(
      utf8(
        '<?xml version="1.0"?><a xmlns="urn:a" xmlns:b="urn:b"><b:x y="1" b:z="&lt;2"> t<![CDATA[<]]>u </b:x><!-- c --><x/></a>',
      ),
    );
    expect(root).toEqual({
      name: 'a',
      prefix: '',
      namespace: 'urn:a',
      attributes: [],
      text: '',
      line: 1,
      column: 22,
      children: [
        {
          name: 'x',
          prefix: 'b',
          namespace: 'urn:b',
          attributes: [
            { name: 'y', namespace: '', value: '1' },
            { name: 'z', namespace: 'urn:b', value: '<2' },
          ],
          children: [],
          text: ' t<u ',
          line: 1,
          column: 55,
        },
        {
          name: 'x',
          prefix: '',
          namespace: 'urn:a',
          attributes: [],
          children: [],
          text: '',
          line: 1,
          column: 111,
        },
      ],
    });
  });

  it.each(['\n', '\r\n'])('counts lines and columns of each "<", with lines ending in %j', (end) => {
    const source = ['<a', '>', '  <bb', ' c="', '"/><d', '/>ą𝄞<e>', '</e', '></a>'].join(end);
    const places: string[] = [];
    const visit = ({ name, line, column, children }: XmlElement) => {
      places.push(`${name} ${line}:${column}`);
      children.forEach(visit);
    };
    visit(readXmlTree(utf8(source)));
    expect(places).toEqual(['a 1:1', 'bb 3:3', 'd 5:4', 'e 6:6']);
  });

  it('finds elements by path', () => {
    const root = readXmlTree(utf8('<a><b/><c>1</c><b><c>2</c></b></a>'));
    expect(elementAt(root, '/a')?.name).toBe('a');
    expect(elementAt(root, '/a/c')?.text).toBe('1');
    expect(elementAt(root, '/a/b[2]/c[1]')?.text).toBe('2');
    for (const path of ['', '/', '/b', 'a', '/a/b/c', '/a/b[3]', '/a/b[0]', '/a/b[x]', '/a//c'])
      expect(elementAt(root, path)).toBeUndefined();
  });

  it.each([
    ['a byte-order mark', utf8('\uFEFF<a/>'), 'INVALID_ENCODING'],
    ['broken UTF-8', broken('<a>?</a>'), 'INVALID_ENCODING'],
    ['another encoding', utf8('<?xml version="1.0" encoding="windows-1250"?><a/>'), 'INVALID_ENCODING'],
    ['a processing instruction', utf8('<a><?x y?></a>'), 'FORBIDDEN_XML'],
    ['a DTD', utf8('<!DOCTYPE a [<!ENTITY b "c">]><a/>'), 'FORBIDDEN_XML'],
    ['a discouraged character', utf8('<a>\u0081</a>'), 'FORBIDDEN_XML'],
    ['a discouraged character behind a reference', utf8('<a>&#127;</a>'), 'FORBIDDEN_XML'],
    ['a forbidden character', utf8('<a>\u0001</a>'), 'INVALID_XML'],
    ['an entity', utf8('<a>&b;</a>'), 'INVALID_XML'],
    ['an open element', utf8('<a>'), 'INVALID_XML'],
    ['two roots', utf8('<a/><b/>'), 'INVALID_XML'],
    ['an unbound prefix', utf8('<a:b/>'), 'INVALID_XML'],
    ['XML 1.1', utf8('<?xml version="1.1"?><a/>'), 'INVALID_XML'],
    ['nothing', utf8(''), 'INVALID_XML'],
    ['text', '<a/>' as never, 'INVALID_XML'],
  ])('refuses %s', (_what, bytes, code) => {
    expect(() => readXmlTree(bytes)).toThrow(expect.objectContaining({ code, input: 'document' }));
  });

  it.each([
    ['depth', '<a><a><a/></a></a>', { maxDepth: 2 }],
    ['elements', '<a><a/><a/></a>', { maxElements: 2 }],
    ['attributes', '<a b="" c=""/>', { maxAttributes: 1 }],
    ['size', '<a>      </a>', { maxBytes: 10 }],
  ])('bounds %s', (_what, text, limits) => {
    for (const lenient of [false, true]) {
      expect(() => readXmlTree(utf8(text), { ...limits, lenient } as object)).toThrow(
        expect.objectContaining({ code: 'DOCUMENT_TOO_LARGE' }),
      );
    }
  });

  it('reports leniently what KSeF kept, with its place', () => {
    const bytes = broken('\uFEFF<a>\n <b>?</b>\u0080<!--\u{1FFFE}--><?x y?>&#x9F;\u0001</a>');
    const { root, problems } = readXmlTree(bytes, { lenient: true });
    expect(root.children[0]?.text).toBe('\uFFFD');
    expect(root.text).toBe('\u0080\u009F\u0001');
    expect(problems.map(({ kind, line, column }) => `${kind} ${line}:${column}`).sort()).toEqual([
      'character 2:10',
      'character 2:15',
      'character 2:27',
      'character 2:33',
      'encoding 1:1',
      'encoding 2:5',
      'processing-instruction 2:20',
    ]);
  });

  it('refuses leniently what is not well-formed', () => {
    for (const text of ['<a>', '<a b=c/>', '<!DOCTYPE a><a/>', '<a>&b;</a>', '<?xml version="2.0"?><a/>'])
      expect(() => readXmlTree(utf8(text), { lenient: true })).toThrow(InvalidInputError);
  });

  it('bounds the list of problems', () => {
    const { problems } = readXmlTree(utf8(`<a>${'\u0080\u0001<?x?>'.repeat(1000)}</a>`), { lenient: true });
    expect(problems.length).toBeLessThanOrEqual(201);
  });

  it('throws nothing but its own errors, whatever it is given', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b c="d"',
      '/>',
      '>',
      '&lt;',
      '&',
      '<!--',
      '-->',
      ']]>',
      '<![CDATA[',
      '\u0080',
      'x',
      ' ',
      '\n',
      'xmlns:e="f"',
      '<e:g',
      '<?',
      '?>',
    );
    const documents = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(piece, { maxLength: 20 }).map((pieces) => utf8(pieces.join(''))),
    );
    fc.assert(
      fc.property(documents, fc.boolean(), (bytes, lenient) => {
        try {
          readXmlTree(bytes, { lenient } as object);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
