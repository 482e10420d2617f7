import { describe, expect, it } from 'vitest';
import { trimXml } from '../../src/xml/white-space.js';
import { readXmlText } from '../../src/xml/xml-text.js';

const read = (text: string) => readXmlText(new TextEncoder().encode(text));

describe('readXmlText', () => {
  it.each([
    '<a><!-- <!DOCTYPE x> <?pi?> --></a>',
    '<a><![CDATA[<!DOCTYPE x> <?pi?>]]></a>',
    '<a><!-- <![CDATA[ --><b/><!-- ]]> --></a>',
  ])('takes what only looks like markup: %s', (text) => {
    expect(read(text)).toEqual({ text });
  });

  it.each([
    ['<!DOCTYPE a><a/>', 'DTD'],
    ['<a/><!-- x --><!doctype b>', 'DTD'],
    ['<a><![CDATA[x]]><!ENTITY b "c"></a>', 'DTD'],
    ['<a><!-- x --><?pi?></a>', 'instrukcj'],
    ['<a><!-- x --> &#xFFFF; </a>', 'znak'],
    ['<a><![CDATA[]]><!-- --><?pi?></a>', 'instrukcj'],
  ])('refuses %s', (text, why) => {
    expect(read(text)).toMatchObject({ fault: expect.stringContaining(why) });
  });

  it.each(['<!--', '<![CDATA[', '<!', '<!-- <![CDATA['])('needs no time for %s without end', (piece) => {
    const before = performance.now();
    read(`<a>${piece.repeat(300_000)}</a>`);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});

describe('trimXml', () => {
  it('takes away the white space of XML, and nothing else', () => {
    expect(trimXml(' \t\r\n5265877635\n ')).toBe('5265877635');
    for (const other of ['\u00a0', '\u2028', '\u0085', '\u3000'])
      expect(trimXml(`${other}1${other}`)).toBe(`${other}1${other}`);
    expect(trimXml(' \n')).toBe('');
  });
});
