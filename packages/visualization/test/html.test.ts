import { describe, expect, it } from 'vitest';
import { invoiceHtml, metadataHtml } from '../src/index.js';
import { invoiceSamples } from './support/samples.js';

const [sample] = invoiceSamples;
const xml = new TextDecoder().decode(sample?.bytes);
const bytes = (text: string) => new TextEncoder().encode(text);
const ksefNumber = '5265877635-20260201-0100001AF629-AF';
const invoiceLink =
  'https://qr.ksef.mf.gov.pl/invoice/5265877635/01-02-2026/ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0';

describe('invoiceHtml', () => {
  it('escapes every value', () => {
    const hostile = '&lt;script&gt;alert("1")&lt;/script&gt;&lt;img src=x onerror=\'a\'&gt;';
    const html = invoiceHtml(
      bytes(xml.replace(/<P_7>[^<]*/g, `<P_7>${hostile}`).replace(/<Nazwa>[^<]*/g, `<Nazwa>${hostile}`)),
    );
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|<img/i);
  });

  it('shows links of the invoice as text', () => {
    const payment = '<Platnosc><LinkDoPlatnosci>javascript:alert(1)</LinkDoPlatnosci></Platnosc>';
    const html = invoiceHtml(
      bytes(xml.replace(/<Platnosc>[\s\S]*<\/Platnosc>/, '').replace('</Fa>', `${payment}</Fa>`)),
    );
    expect(html).toContain('javascript:alert(1)');
    expect(html).not.toMatch(/href="?javascript/i);
  });

  it('loads nothing and runs nothing', () => {
    const html = invoiceHtml(bytes(xml), { ksefNumber, invoiceLink });
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(script|link|iframe|object|embed)\b|\bsrc="(?!data:)|@import|url\(/i);
  });

  it('is a page with its language, headings and heads of columns', () => {
    const html = invoiceHtml(bytes(xml), { language: 'en' });
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toMatch(/<h1>Basic invoice<\/h1>/);
    expect(html.match(/<th /g)?.length).toBe(html.match(/<th scope="col"/g)?.length);
    expect(html.match(/<section aria-labelledby/g)?.length).toBe(html.match(/<h2 id=/g)?.length);
  });

  it('shows both languages side by side, each marked', () => {
    const html = invoiceHtml(bytes(xml), { language: 'both' });
    expect(html).toContain('Sprzedawca <span class="en" lang="en">Seller</span>');
  });

  it('shows elements that it does not know under their own names', () => {
    const html = invoiceHtml(
      bytes(
        xml.replace('</Podmiot1>', '<NowePole><Wewnatrz a="b">nowa wartość</Wewnatrz></NowePole></Podmiot1>'),
      ),
    );
    expect(html).toContain('<dt>NowePole/Wewnatrz</dt><dd>nowa wartość</dd>');
    expect(html).toContain('<dt>NowePole/Wewnatrz@a</dt><dd>b</dd>');
  });

  it('shows what PROD keeps: broken characters', () => {
    const broken = bytes(xml.replace('lodówka', 'lod#wka'));
    broken[broken.indexOf('#'.charCodeAt(0))] = 0x81;
    expect(invoiceHtml(broken)).toContain('lod\uFFFDwka');
  });

  it('invents no gross amount of a rate', () => {
    const html = invoiceHtml(bytes(xml));
    const summary = /<h2 id="summary">[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
    expect(summary).toContain('Netto');
    expect(summary).not.toContain('Brutto');
  });

  it('takes logo, colours and watermark', () => {
    const logo = {
      data: Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
      mimeType: 'image/png',
      description: 'Firma "A"',
    } as const;
    const html = invoiceHtml(bytes(xml), { logo, colors: { accent: '#123456' }, watermark: 'DUPLIKAT <b>' });
    expect(html).toContain('alt="Firma &quot;A&quot;" src="data:image/png;base64,iVBORw=="');
    expect(html).toContain('--accent:#123456');
    expect(html).toContain('DUPLIKAT &lt;b&gt;');
  });

  it.each([
    [{ languag: 'pl' }, /Unknown option "languag". Did you mean "language"/],
    [{ language: 'de' }, /language must be 'pl', 'en' or 'both'/],
    [{ colors: { accent: 'red;}' } }, /colors.accent must be a colour/],
    [{ invoiceLink: 'javascript:alert(1)', ksefNumber }, /invoiceLink must be a link/],
    [{ invoiceLink }, /labelled with the KSeF number, or with OFFLINE/],
    [
      { logo: { data: Uint8Array.of(1), mimeType: 'image/png', description: '' } },
      /logo must be a PNG or JPEG/,
    ],
  ])('refuses %j', (options, message) => {
    expect(() => invoiceHtml(bytes(xml), options as never)).toThrow(message);
    expect(() => invoiceHtml(bytes(xml), options as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    );
  });

  it('refuses what is no invoice, by name', () => {
    const unsupported = expect.objectContaining({ code: 'UNSUPPORTED_FORM' });
    expect(() => invoiceHtml(bytes('<a/>'))).toThrow(unsupported);
    expect(() => invoiceHtml(bytes('{}'))).toThrow(expect.objectContaining({ code: 'INVALID_XML' }));
  });
});

describe('metadataHtml', () => {
  it('lists what KSeF answers', () => {
    const html = metadataHtml([
      {
        ksefNumber,
        invoiceNumber: 'FV 1',
        issueDate: '2026-02-01',
        seller: { nip: '5265877635', name: 'Sprzedawca' },
        buyer: { identifier: { type: 'Nip', value: '1111111111' }, name: null },
        grossAmount: 1234.5,
        currency: 'PLN',
      },
    ]);
    for (const text of [ksefNumber, 'FV 1', 'Sprzedawca\n5265877635', '1111111111', '1\u00a0234,5', 'PLN'])
      expect(html).toContain(text);
  });

  it('refuses rows that are none', () => {
    expect(() => metadataHtml([{} as never])).toThrow(/Row 1 of the list has no ksefNumber/);
  });
});
