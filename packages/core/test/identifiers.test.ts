import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';
import {
  collectiveIdentifier,
  contextIdentifier,
  contextKey,
  findFormCode,
  formCodes,
  InvalidInputError,
  internalId,
  isSameForm,
  ksefNumber,
  lenientNip,
  makeKsefNumber,
  nip,
  nipOfContext,
  nipVatUe,
  parseCollectiveIdentifier,
  parseKsefNumber,
  peppolId,
  referenceNumber,
  toContext,
} from '../src/index.js';

describe('nip', () => {
  it('takes ten digits with a right checksum, with or without dashes', () => {
    expect(nip('5265877635')).toBe('5265877635');
    expect(nip(' 526-587-76-35 ')).toBe('5265877635');
  });

  it('refuses a wrong checksum by name and says what to do', () => {
    const error = caught(() => nip('5265877636'));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ code: 'INVALID_NIP', input: 'nip' });
    expect(error.message).toMatch(/5265877636 has a wrong checksum.*lenientNip/);
  });

  it.each(['', '526587763', '52658776355', '0265877635', '5005877635', 'PL5265877635', '526587763a'])(
    'refuses %j',
    (value) => expect(caught(() => nip(value))).toMatchObject({ code: 'INVALID_NIP' }),
  );

  it('lets the checksum of test data be wrong when asked leniently', () => {
    expect(lenientNip('5265877636')).toBe('5265877636');
  });

  it('refuses what is no string', () => {
    expect(caught(() => nip(5265877635 as never))).toMatchObject({ code: 'INVALID_NIP' });
  });
});

describe('ksefNumber', () => {
  it('takes the official example apart', () => {
    expect(parseKsefNumber('5265877635-20250826-0100001AF629-AF')).toEqual({
      sellerNip: '5265877635',
      acceptedOn: '2025-08-26',
      technicalPart: '0100001AF629',
      checksum: 'AF',
    });
  });

  it('refuses a changed character wherever it stands', () => {
    const good = '5265877635-20250826-0100001AF629-AF';
    for (let index = 0; index < good.length; index++) {
      const changed = good.slice(0, index) + (good[index] === '1' ? '2' : '1') + good.slice(index + 1);
      expect(caught(() => ksefNumber(changed))).toMatchObject({ code: 'INVALID_KSEF_NUMBER' });
    }
  });

  it('makes numbers that it accepts itself', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffff }),
        fc.integer({ min: 0, max: 0xffffff }),
        (high, low) => {
          const technicalPart = (hex(high) + hex(low)).toUpperCase();
          const made = makeKsefNumber({ sellerNip: '5265877635', acceptedOn: '2026-02-01', technicalPart });
          expect(parseKsefNumber(made)).toMatchObject({ technicalPart, acceptedOn: '2026-02-01' });
        },
      ),
    );
  });
});

describe('collectiveIdentifier', () => {
  const good = '1111111111-IZ202607-65ED02180000-E7';

  it('takes the example of the contract apart', () => {
    expect(parseCollectiveIdentifier(good)).toEqual({
      sellerNip: '1111111111',
      createdIn: '2026-07',
      technicalPart: '65ED02180000',
      checksum: 'E7',
    });
  });

  it('refuses a changed character wherever it stands, and what is no identifier', () => {
    const wrong = Array.from(good, (letter, index) => {
      const other = letter === '1' ? '2' : '1';
      return good.slice(0, index) + other + good.slice(index + 1);
    });
    for (const value of [...wrong, '', `${good} `, '5265877635-20250826-0100001AF629-AF', 7 as never])
      expect(caught(() => collectiveIdentifier(value))).toMatchObject({
        code: 'INVALID_COLLECTIVE_IDENTIFIER',
        input: 'collectiveIdentifier',
      });
  });
});

describe('referenceNumber', () => {
  it('takes KSeF reference numbers and refuses others', () => {
    expect(referenceNumber('20250625-SO-2C3E6C8000-B675CF5D68-07')).toBe(
      '20250625-SO-2C3E6C8000-B675CF5D68-07',
    );
    expect(caught(() => referenceNumber('abc'))).toMatchObject({ code: 'INVALID_REFERENCE_NUMBER' });
  });
});

describe('contexts', () => {
  it('stand for a NIP, an internal unit, an EU company and a Peppol provider', () => {
    expect(toContext(nip('5265877635'))).toEqual({ type: 'Nip', value: '5265877635' });
    expect(internalId('6824515772-12343')).toEqual({ type: 'InternalId', value: '6824515772-12343' });
    expect(nipVatUe('5265877635-DE123456789')).toEqual({ type: 'NipVatUe', value: '5265877635-DE123456789' });
    expect(peppolId('PPL000001')).toEqual({ type: 'PeppolId', value: 'PPL000001' });
    expect(contextKey(peppolId('PPL000001'))).toBe('PeppolId:PPL000001');
    expect(nipOfContext(nipVatUe('5265877635-DE123456789'))).toBe('5265877635');
    expect(nipOfContext(peppolId('PPL000001'))).toBeUndefined();
  });

  it.each([
    ['Nip', '123'],
    ['InternalId', '5265877635'],
    ['NipVatUe', '5265877635-GR123456789'],
    ['PeppolId', 'PPL1'],
    ['Pesel', '44051401458'],
    ['constructor', 'x'],
  ])('refuse %s %s', (type, value) =>
    expect(caught(() => contextIdentifier(type as never, value))).toMatchObject({ code: 'INVALID_CONTEXT' }),
  );

  it.each([
    [5251230007, /^The number 5251230007 \(a NIP is text\) is not a context\. Pass nip\('/],
    ['', /^An empty string is not a context/],
    ['525-123-00-07', /^"525-123-00-07" is not a context\. Pass nip\('/],
    [['5251230007'], /^An array is not a context/],
    [undefined, /^undefined is not a context/],
    [{ nip: 'secret' }, /^An object with nip instead of type and value is not a context/],
    [{}, /^An object with nothing instead of type and value/],
    [{ type: 'Nip', value: 5251230007 }, /^Invalid Nip 5251230007\. Expected ten digits/],
    [{ type: 'nip', value: '5251230007' }, /^Unknown context type "nip"\. Use Nip, InternalId/],
  ])('say what to give instead of %j', (input, message) =>
    expect(caught(() => toContext(input as never))).toMatchObject({
      code: 'INVALID_CONTEXT',
      input: 'context',
      message: expect.stringMatching(message),
    }),
  );

  it('refuse an internal id whose checksum is wrong', () => {
    expect(caught(() => internalId('6824515772-12345'))).toMatchObject({ code: 'INVALID_CONTEXT' });
  });
});

describe('form codes', () => {
  it('are found by system code and compared by value', () => {
    expect(findFormCode('FA (3)')).toBe(formCodes.fa3);
    expect(findFormCode('FA (1)')).toBeUndefined();
    expect(isSameForm(formCodes.pef3, formCodes.pefKor3)).toBe(false);
  });
});

function hex(value: number): string {
  return value.toString(16).padStart(6, '0');
}

function caught(fn: () => unknown): Error {
  try {
    fn();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
