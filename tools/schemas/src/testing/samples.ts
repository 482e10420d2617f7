// The official samples beside the checkout, with placeholders filled and what belongs to drafts replaced.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../../../shared/ksef/samples');

/** Whether the official samples are beside the checkout. */
export const haveSamples = existsSync(folder);

/** A document of the Ministry's. */
export interface Sample {
  readonly name: string;
  /** As `formOf` names it. */
  readonly form: string;
  readonly text: string;
}

const values: Readonly<Record<string, string>> = {
  nip: '5265877635',
  nip_podmiot1: '5265877635',
  nip_podmiot2: '7762811692',
  nip_podmiot3: '8126178616',
  invoicing_date: '2026-02-01',
};

const forms: readonly (readonly [pattern: RegExp, form: string])[] = [
  [/crd\.gov\.pl\/wzor\/2023\/06\/29\/12648\//, 'fa2'],
  [/crd\.gov\.pl\/wzor\/2025\/06\/25\/13775\//, 'fa3'],
  [/crd\.gov\.pl\/wzor\/2026\/03\/06\/14189\//, 'faRr1'],
  [/<Invoice /, 'pef3'],
  [/CreditNote/, 'pefKor3'],
  [/KSeF\/v4-3/, 'upo43'],
];

const login = (version: string) =>
  `<AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/${version}"><Challenge>20260201-CR-0123456789-0123456789-AB` +
  '</Challenge><ContextIdentifier><Nip>5265877635</Nip></ContextIdentifier><SubjectIdentifierType>certificateSubject' +
  '</SubjectIdentifierType></AuthTokenRequest>';

/** All samples of a form. Of login requests there are none published: two of ours stand in for them. */
export function samplesOf(form: string): readonly Sample[] {
  const version = /^authTokenRequest(\d)(\d)$/.exec(form);
  if (version !== null) return [{ name: form, form, text: login(`${version[1]}.${version[2]}`) }];
  return allSamples().filter((sample) => sample.form === form);
}

function allSamples(): readonly Sample[] {
  if (!haveSamples) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.xml'))
    .sort()
    .map((name) => {
      const text = prepare(readFileSync(join(folder, name), 'utf8'));
      return { name, form: forms.find(([pattern]) => pattern.test(text))?.[1] ?? 'unknown', text };
    });
}

function prepare(text: string): string {
  return (
    text
      .replace(/^\uFEFF/, '')
      .replaceAll('http://crd.gov.pl/wzor/2025/02/14/02141/', 'http://crd.gov.pl/wzor/2025/06/25/13775/')
      .replace(/(FA \(3\)[\s\S]*?<DataWytworzeniaFa>)[^<]*/, '$12026-02-01T00:00:00Z')
      // The template offers two identifiers, of which the form takes one.
      .replace(/<NIP>#nip\d_podmiot3#<\/NIP>\s*(?=<IDWew>)/g, '')
      .replace(/#([a-zA-Z0-9_]+)#/g, (_, name: string) => fill(name))
      .replace(/(<NazwaPodmiotuPrzyjmujacego>Ministerstwo Finansów)[^<]*/, '$1')
  );
}

function fill(name: string): string {
  if (values[name] !== undefined) return values[name];
  if (/idwew/i.test(name)) return '5265877635-12345';
  if (/nip|subject|buyer|supplier|seller/i.test(name)) return '5265877635';
  if (/date|data/i.test(name)) return '2026-02-01';
  return 'FV/1';
}
