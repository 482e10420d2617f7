import { describe, expect, it } from 'vitest';
import {
  contextIdentifier,
  customEnvironment,
  environments,
  formCodes,
  InvalidInputError,
  isLoopback,
  isSameForm,
  nip,
  parseKsefNumber,
  referenceNumber,
} from '../src/index.js';

describe('environments', () => {
  it('are those of the ministry', () => {
    expect(environments).toEqual({
      test: {
        name: 'TEST',
        apiUrl: 'https://api-test.ksef.mf.gov.pl/v2',
        qrUrl: 'https://qr-test.ksef.mf.gov.pl',
      },
      demo: {
        name: 'DEMO',
        apiUrl: 'https://api-demo.ksef.mf.gov.pl/v2',
        qrUrl: 'https://qr-demo.ksef.mf.gov.pl',
      },
      prd: { name: 'PRD', apiUrl: 'https://api.ksef.mf.gov.pl/v2', qrUrl: 'https://qr.ksef.mf.gov.pl' },
    });
    expect(Object.isFrozen(environments) && Object.isFrozen(environments.prd)).toBe(true);
  });

  const own = { name: 'own', apiUrl: 'https://ksef.example/v2', qrUrl: 'https://qr.example//' };

  it('of your own keep their addresses, without slashes at the end', () => {
    expect(customEnvironment(own)).toEqual({ ...own, qrUrl: 'https://qr.example' });
  });

  it.each([
    ['name', 7, /has no name/],
    ['name', '', /has no name/],
    ['apiUrl', 'ksef.example/v2', /^apiUrl is not a URL: "ksef\.example\/v2"/],
    ['apiUrl', 'ftp://127.0.0.1/v2', /^apiUrl must be https/],
    ['apiUrl', 'http://127.0.0.1.example/v2', /^apiUrl must be https/],
    ['apiUrl', 'https://ksef.example/v10/v10/', /^apiUrl names the version of the API twice/],
    ['qrUrl', undefined, /^qrUrl is not a URL/],
    ['qrUrl', 'http://x127.0.0.1', /^qrUrl (must be https|is not a URL)/],
  ])('refuse %s %j by name', (field, value, message) => {
    let error: unknown;
    try {
      customEnvironment({ ...own, [field]: value } as never);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({
      code: 'INVALID_ENVIRONMENT',
      input: field,
      message: expect.stringMatching(message),
    });
  });

  it('of your own cannot be nothing at all', () => {
    expect(() => customEnvironment(undefined as never)).toThrow(/has no name/);
  });

  it('may have a part of the path twice when it is no version at the end', () => {
    const apiUrl = 'https://gateway.example/v2/v2/ksef';
    expect(customEnvironment({ ...own, apiUrl }).apiUrl).toBe(apiUrl);
  });

  it.each(['127.0.0.1', '127.1.2.3', '127.255.255.255', 'localhost', '[::1]'])('take http of %s', (host) => {
    expect(isLoopback(new URL(`http://${host}:8080`))).toBe(true);
    expect(customEnvironment({ ...own, apiUrl: `http://${host}:8080/v2` }).apiUrl).toBe(
      `http://${host}:8080/v2`,
    );
  });

  it.each(['128.0.0.1', 'ksef.example', 'localhost.example', '127.0.0.1.example', '[::2]'])(
    'know %s to be elsewhere',
    (host) => expect(isLoopback(new URL(`http://${host}`))).toBe(false),
  );
});

describe('form codes', () => {
  it('are those of the contract', () => {
    expect(formCodes).toEqual({
      fa2: { systemCode: 'FA (2)', schemaVersion: '1-0E', value: 'FA' },
      fa3: { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
      pef3: { systemCode: 'PEF (3)', schemaVersion: '2-1', value: 'PEF' },
      pefKor3: { systemCode: 'PEF_KOR (3)', schemaVersion: '2-1', value: 'PEF' },
      faRr1: { systemCode: 'FA_RR (1)', schemaVersion: '1-1E', value: 'FA_RR' },
    });
  });

  it('are the same only in all three fields', () => {
    const { fa3 } = formCodes;
    expect(isSameForm(fa3, { ...fa3 })).toBe(true);
    expect(isSameForm(fa3, { ...fa3, systemCode: 'FA (4)' })).toBe(false);
    expect(isSameForm(fa3, { ...fa3, schemaVersion: '1-1E' })).toBe(false);
    expect(isSameForm(fa3, { ...fa3, value: 'FA_RR' })).toBe(false);
  });
});

describe('VAT numbers of EU companies', () => {
  it.each([
    'ATU12345678',
    'BE0123456789',
    'BE1123456789',
    'BG123456789',
    'BG1234567890',
    'CY12345678X',
    'CZ12345678',
    'CZ1234567890',
    'DE123456789',
    'DK12345678',
    'EE123456789',
    'EL123456789',
    'ESX12345678',
    'ES12345678X',
    'ESX1234567X',
    'FI12345678',
    'FRAB123456789',
    'FR12123456789',
    'HR12345678901',
    'HU12345678',
    'IE1234567AB',
    'IE1A12345B',
    'IE1+12345B',
    'IT12345678901',
    'LT123456789',
    'LT123456789012',
    'LU12345678',
    'LV12345678901',
    'MT12345678',
    'NL123456789B01',
    'PT123456789',
    'RO12',
    'RO1234567890',
    'SE123456789012',
    'SI12345678',
    'SK1234567890',
    'XI123456789',
    'XI123456789012',
    'XIGD123',
    'XIHA123',
  ])('take %s', (number) => {
    const value = `5265877635-${number}`;
    expect(contextIdentifier('NipVatUe', value)).toEqual({ type: 'NipVatUe', value });
    for (const wrong of [
      `${value}9X`,
      ` ${value}`,
      `${value.slice(0, 13)}?${value.slice(14)}`,
      number,
      value.toLowerCase(),
    ])
      expect(() => contextIdentifier('NipVatUe', wrong)).toThrow(
        /^Invalid NipVatUe .*\. Expected a NIP, a dash and an EU VAT/,
      );
  });

  it.each(['BE2123456789', 'GR123456789', 'PL5265877635', 'LT1234567890', 'XIGB123', 'ESX12345678X', 'RO1'])(
    'refuse %s',
    (number) =>
      expect(() => contextIdentifier('NipVatUe', `5265877635-${number}`)).toThrow(/^Invalid NipVatUe/),
  );
});

describe('shapes', () => {
  // The tax office's three digits: neither begins with 0 nor has two zeros at the end.
  const offices = ['110', '101', '111', '190', '909'];
  const noOffices = ['000', '011', '100', '500', '1x1', 'x11', '11x', '1x0'];

  it('of a NIP are held wherever one stands', () => {
    for (const office of offices) {
      const value = `${office}1234567`;
      expect(contextIdentifier('Nip', value).value).toBe(value);
      expect(contextIdentifier('InternalId', `${value}-12345`).value).toBe(`${value}-12345`);
    }
    for (const office of noOffices) {
      const value = `${office}1234567`;
      expect(() => contextIdentifier('Nip', value)).toThrow(/^Invalid Nip .*\. Expected ten digits/);
      expect(() => contextIdentifier('InternalId', `${value}-12345`)).toThrow(/^Invalid InternalId/);
      expect(() => nip(value)).toThrow(/^Invalid NIP .*\. Expected ten digits/);
      expect(() => parseKsefNumber(`${value}-20250826-0100001AF629-AF`)).toThrow(/^Invalid KSeF number/);
    }
  });

  it.each([
    ['Nip', '5265877635'],
    ['InternalId', '5265877635-12345'],
    ['PeppolId', 'PPL000001'],
  ] as const)('of a %s allow nothing before or after', (type, value) => {
    expect(contextIdentifier(type, value)).toEqual({ type, value });
    for (const wrong of [
      `x${value}`,
      `1${value}`,
      `${value}x`,
      `${value}1`,
      ` ${value}`,
      `${value}\n`,
      7,
      undefined,
    ])
      expect(() => contextIdentifier(type, wrong as never)).toThrow(
        /Expected (ten digits|a NIP|P, two letters)/,
      );
  });

  it('of a KSeF number allow nothing before or after, and days of the calendar only', () => {
    const value = '5265877635-20250826-0100001AF629-AF';
    for (const wrong of [`x${value}`, `${value}x`, `${value}\n`, undefined, null, 7])
      expect(() => parseKsefNumber(wrong as never)).toThrow(
        /^Invalid KSeF number .*\. Expected NIP-YYYYMMDD-12 hexadecimal/,
      );
    for (const day of [
      '20191231',
      '20251301',
      '20250001',
      '20250800',
      '20250832',
      '20250840',
      '2025x826',
      '30x00826',
    ])
      expect(() => parseKsefNumber(`5265877635-${day}-0100001AF629-AF`)).toThrow(/^Invalid KSeF number/);
    for (const day of ['20200131', '20991231', '21000101', '30000930', '20261010'])
      expect(() => parseKsefNumber(`5265877635-${day}-0100001AF629-AF`)).toThrow(
        /has a wrong checksum: found AF/,
      );
    expect(parseKsefNumber(value).acceptedOn).toBe('2025-08-26');
  });

  it('of a reference number allow nothing before or after', () => {
    const value = '20250625-SO-2C3E6C8000-B675CF5D68-07';
    expect(referenceNumber(value)).toBe(value);
    for (const wrong of [`2${value}`, `${value}0`, `${value}\n`, value.toLowerCase(), undefined, [value]])
      expect(() => referenceNumber(wrong as never)).toThrow(
        /^Invalid KSeF reference number .*\. Expected the form/,
      );
  });
});
