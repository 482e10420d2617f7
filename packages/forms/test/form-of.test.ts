import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formOf } from '../src/index.js';
import { readXmlTree } from '../src/xml.js';

const samples = join(import.meta.dirname, '../../../../shared/ksef/samples');
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('formOf', () => {
  it('knows the forms by root and namespace', () => {
    expect(formOf(utf8('<Faktura xmlns="http://crd.gov.pl/wzor/2021/11/29/11089/"/>'))).toBe('fa1');
    expect(formOf(utf8('\uFEFF<x:Faktura xmlns:x="http://crd.gov.pl/wzor/2025/06/25/13775/">'))).toBe('fa3');
    const login = utf8('<AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/2.0"/>');
    expect(formOf(login)).toBe('authTokenRequest20');
    expect(formOf(readXmlTree(login))).toBe('authTokenRequest20');
    expect(formOf(utf8('<Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-2"/>'))).toBe('upo42');
  });

  it('says undefined of anything else', () => {
    for (const text of ['', 'x', '<Faktura/>', '<a xmlns="b"/>', '<constructor/>', '<!DOCTYPE a>'])
      expect(formOf(utf8(text))).toBeUndefined();
  });

  it.skipIf(!existsSync(samples))('knows every sample', () => {
    const forms = new Set<string | undefined>();
    for (const file of readdirSync(samples, { recursive: true, encoding: 'utf8' })) {
      // The samples of FA(3) have the namespace of its draft.
      if (file.endsWith('.xml') && !file.startsWith('fa3'))
        forms.add(formOf(readFileSync(join(samples, file))));
    }
    expect([...forms].sort()).toEqual(['fa2', 'fa3', 'faRr1', 'pef3', 'pefKor3', 'upo43']);
  });
});
