import { describe, expect, it } from 'vitest';
import { validateInvoice } from '../src/index.js';
import { invoice, line } from './support/invoice.js';

const now = new Date('2026-11-28T12:00:00Z');
const text = new TextDecoder().decode(invoice());

/** One violation of each kind: what is replaced by what, and what is said of it. */
const violations: readonly [what: string, from: string, to: string, rule: string, path: string][] = [
  [
    'an unknown element',
    '<Adnotacje>',
    '<Nowe>1</Nowe><Adnotacje>',
    'schema-unknown-element',
    '/Faktura/Fa/Nowe',
  ],
  ['swapped elements', '<P_2>FV 1</P_2>', '', 'schema-element-order', '/Faktura/Fa/P_6'],
  [
    'a missing child',
    '<Zwolnienie><P_19N>1</P_19N></Zwolnienie>',
    '<Zwolnienie/>',
    'schema-missing-element',
    '/Faktura/Fa/Adnotacje/Zwolnienie',
  ],
  ['a comma in an amount', '<P_15>123.00', '<P_15>123,00', 'schema-value', '/Faktura/Fa/P_15'],
  ['three decimals', '<P_15>123.00', '<P_15>123.001', 'schema-pattern', '/Faktura/Fa/P_15'],
  ['an unknown rate', '<P_12>23', '<P_12>99', 'schema-enumeration', '/Faktura/Fa/FaWiersz/P_12'],
  [
    'an unknown country',
    '<KodKraju>PL',
    '<KodKraju>XX',
    'schema-enumeration',
    '/Faktura/Podmiot1/Adres/KodKraju',
  ],
  ['a long text', '<P_7>Towar', `<P_7>${'x'.repeat(513)}`, 'schema-length', '/Faktura/Fa/FaWiersz/P_7'],
  ['an empty text', '<P_2>FV 1', '<P_2>', 'schema-length', '/Faktura/Fa/P_2'],
  ['a wrong date', '<P_1>2026-11-28', '<P_1>28.11.2026', 'schema-value', '/Faktura/Fa/P_1'],
  ['an early date', '<P_1>2026-11-28', '<P_1>1999-01-01', 'schema-range', '/Faktura/Fa/P_1'],
  [
    'a marker that is neither 1 nor 2',
    '<P_16>2',
    '<P_16>3',
    'schema-enumeration',
    '/Faktura/Fa/Adnotacje/P_16',
  ],
  ['a missing attribute', ' wersjaSchemy="1-0E"', '', 'schema-attribute', '/Faktura/Naglowek/KodFormularza'],
  ['an unknown attribute', '<Fa>', '<Fa a="1">', 'schema-attribute', '/Faktura/Fa/@a'],
  ['text among elements', '<Fa>', '<Fa>stray', 'schema-content', '/Faktura/Fa'],
  ['elements in a text', '<P_2>FV 1', '<P_2><b>1</b>', 'schema-content', '/Faktura/Fa/P_2'],
  [
    'a NIP that is too short',
    '<NIP>1111111111',
    '<NIP>111',
    'schema-pattern',
    '/Faktura/Podmiot2/DaneIdentyfikacyjne/NIP',
  ],
];

describe('schema violations of FA (3)', () => {
  it.each(violations)('%s', async (_, from, to, rule, path) => {
    expect(text).toContain(from);
    const wrong = new TextEncoder().encode(text.replace(from, to));
    const { isValid, issues } = await validateInvoice(wrong, { now, stages: ['schema'] });
    expect(isValid).toBe(false);
    expect(issues.map((issue) => [issue.rule, issue.path])).toContainEqual([rule, path]);
    for (const { message, fix, line: place } of issues) {
      expect(message.en + message.pl + fix.en + fix.pl).not.toMatch(/undefined|\{http|""/);
      expect(place).toBeGreaterThan(0);
    }
  });

  it('are all found, with the right line of many', async () => {
    const lines = Array.from({ length: 200 }, (_, index) =>
      line(String(index + 1), index % 50 === 7 ? '99' : '23', '1'),
    );
    const { issues } = await validateInvoice(invoice({ lines: lines.join('\n') }), {
      now,
      stages: ['schema'],
    });
    expect(issues.map(({ path }) => path)).toEqual(
      [8, 58, 108, 158].map((number) => `/Faktura/Fa/FaWiersz[${number}]/P_12`),
    );
    const places = issues.map((issue) => issue.line);
    expect(places[1]).toBe((places[0] ?? 0) + 50);
  });

  it('say that a draft’s namespace is one', async () => {
    const draft = new TextEncoder().encode(text.replace('2025/06/25/13775', '2025/02/14/02141'));
    const { isValid, form, issues } = await validateInvoice(draft, { now });
    expect({ isValid, form }).toEqual({ isValid: false, form: undefined });
    expect(issues).toMatchObject([{ rule: 'schema-form', path: '/Faktura' }]);
  });
});

describe('what is wrong with the bytes', () => {
  const cases: readonly [what: string, bytes: Uint8Array, rule: string][] = [
    ['a byte-order mark', new TextEncoder().encode(`\uFEFF${text}`), 'bytes-encoding'],
    [
      'broken UTF-8',
      Uint8Array.from(invoice(), (byte, index) => (index === text.indexOf('Towar') ? 0x81 : byte)),
      'bytes-encoding',
    ],
    [
      'a processing instruction',
      new TextEncoder().encode(text.replace('<Fa>', '<?a b?><Fa>')),
      'bytes-processing-instruction',
    ],
    [
      'a discouraged character',
      new TextEncoder().encode(text.replace('Towar', 'To\u0090war')),
      'bytes-character',
    ],
    ['a DTD', new TextEncoder().encode(text.replace('<Faktura', '<!DOCTYPE a><Faktura')), 'bytes-dtd'],
    ['an element that is not closed', new TextEncoder().encode(text.replace('</Fa>', '')), 'bytes-malformed'],
    ['no XML at all', new TextEncoder().encode('{}'), 'bytes-malformed'],
    ['nothing', new Uint8Array(0), 'bytes-malformed'],
    ['a megabyte and more', invoice({ lines: line('1', '23', '100.00').repeat(12_000) }), 'bytes-size'],
  ];
  it.each(cases)('%s', async (_, bytes, rule) => {
    const { isValid, issues } = await validateInvoice(bytes, { now, stages: ['bytes'] });
    expect(isValid).toBe(false);
    expect(issues.map((issue) => issue.rule)).toContain(rule);
  });
});

describe('options', () => {
  it('are refused by name', async () => {
    await expect(validateInvoice(invoice(), { stage: ['law'] } as never)).rejects.toThrow(
      /Unknown option "stage"/,
    );
    await expect(validateInvoice(invoice(), { maxIssues: 0 })).rejects.toThrow(/maxIssues/);
  });

  it('stop a validation', async () => {
    await expect(validateInvoice(invoice(), { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });
});
