import { createReadStream } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BooksCsvOptions, readBooksCsv } from '../src/index.js';
import { collect } from './support/ksef.js';

async function* chunks(text: string | Uint8Array, size = 5): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function read(text: string | Uint8Array, options?: BooksCsvOptions) {
  return collect(readBooksCsv(chunks(text), options));
}

describe('readBooksCsv', () => {
  it('reads English and Polish columns, in any order, with the marks of either language', async () => {
    const english =
      'number,date,gross,nip,currency,role,other\nFV/1,2026-02-01,1230.00,5265877635,eur,buyer,x\n';
    const polish =
      '\uFEFFNIP kontrahenta;Numer faktury;Kwota brutto;Data wystawienia;Waluta;Rola\r\n' +
      '526-587-76-35;FV/1;"1 230,00";01.02.2026;EUR;Nabywca\r\n';
    const row = {
      number: 'FV/1',
      date: '2026-02-01',
      gross: '1230.00',
      nip: '5265877635',
      currency: 'EUR',
      subjectType: 'Subject2',
    };
    expect(await read(english)).toMatchObject([row]);
    expect(await read(polish)).toMatchObject([row]);
  });

  it('reads what tells how an invoice was issued', async () => {
    const text =
      'numer;data;brutto;tryb;jpk;numer KSeF\nA;2026-02-01;1;awaria całkowita;BFK;\nB;2026-02-01;1;offline24;;K\n';
    expect(await read(text)).toMatchObject([
      { mode: 'totalFailure', jpkMarker: 'BFK', ksefNumber: undefined },
      { mode: 'offline24', jpkMarker: undefined, ksefNumber: 'K' },
    ]);
  });

  it.each([
    ['1230', '1230'],
    ['-1230.5', '-1230.5'],
    ['1.230,00', '1230.00'],
    ['1,230.00', '1230.00'],
    ['1 234 567,89', '1234567.89'],
  ])('reads the amount %s as %s', async (given, expected) => {
    expect(await read(`number;date;gross\nA;2026-02-01;"${given}"\n`)).toMatchObject([{ gross: expected }]);
  });

  it.each(['1,230', '12 zł', '', '1.2.3', '1e5', '0x10', '=1'])(
    'refuses the amount %j, with its line',
    async (given) => {
      const work = read(`number;date;gross\nA;2026-02-01;1\nB;2026-02-01;"${given}"\n`);
      await expect(work).rejects.toMatchObject({
        code: 'INVALID_CSV',
        message: expect.stringContaining('Line 3'),
      });
    },
  );

  it('reads other encodings when they are named, and says so when they are not', async () => {
    // "numer;data;brutto\nŁódź/1;…" in windows-1250.
    const bytes = Uint8Array.from([
      ...new TextEncoder().encode('numer;data;brutto\n'),
      ...[0xa3, 0xf3, 0x64, 0x9f],
      ...new TextEncoder().encode('/1;2026-02-01;1\n'),
    ]);
    expect(await read(bytes, { encoding: 'windows-1250' })).toMatchObject([{ number: 'Łódź/1' }]);
    await expect(read(bytes)).rejects.toMatchObject({ code: 'INVALID_CSV' });
    await expect(read(bytes, { encoding: 'none' })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });

  it('refuses missing and doubled columns, unknown words, torn quotes and endless lines', async () => {
    const texts = [
      '',
      'number;date\nA;2026-02-01\n',
      'number;numer;date;gross\n',
      'number;date;gross;role\nA;2026-02-01;1;constructor\n',
      'number;date;gross;mode\nA;2026-02-01;1;online\n',
      'number;date;gross\nA;32.13.2026x;1\n',
      'number;date;gross\n"A;2026-02-01;1\n',
      `number;date;gross\n${'A'.repeat(100_000)};2026-02-01;1\n`,
    ];
    for (const text of texts) await expect(read(text)).rejects.toMatchObject({ code: 'INVALID_CSV' });
  });

  it('passes on the error of its source, and closes it when the reader stops', async () => {
    let isClosed = false;
    async function* source(isBroken: boolean) {
      try {
        yield 'number;date;gross\n';
        for (let line = 0; ; line++) {
          if (isBroken && line === 3) throw new Error('disk');
          yield `A${line};2026-02-01;1\n`;
        }
      } finally {
        isClosed = true;
      }
    }
    await expect(collect(readBooksCsv(source(true)))).rejects.toThrow('disk');
    const missing = readBooksCsv(createReadStream('/no/such/file'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(collect(missing)).rejects.toMatchObject({ code: 'ENOENT' });
    isClosed = false;
    for await (const { number } of readBooksCsv(source(false))) if (number === 'A5') break;
    await expect.poll(() => isClosed).toBe(true);
  });

  it('ends in rows or in an error of ours, whatever it is given', async () => {
    const line = fc.string({ unit: fc.constantFrom(...'ab;,"\n\r\t=10.-2 \0'), maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(line, fc.boolean(), async (text, hasHead) => {
        const rows = await read(hasHead ? `number;date;gross\n${text}` : text).catch((error) => error);
        if (!Array.isArray(rows)) expect(rows).toMatchObject({ code: 'INVALID_CSV' });
      }),
      { numRuns: 200 },
    );
  });
});
