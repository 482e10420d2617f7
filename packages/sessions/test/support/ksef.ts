import { type Api, createApi, listPublicKeyCertificates } from '@ksef/api';
import { tokenAuthenticator } from '@ksef/auth';
import { type Clock, nip, systemClock, toContext } from '@ksef/core';
import { EncryptionService } from '@ksef/crypto';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';

export const seller = nip('5251230007');

/** Pauses are cut short: tests wait for events, not for time. */
export const hastyClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal),
};

/** Pauses are short, and yet the time that they should take has passed after them. */
export function leapingClock(): Clock {
  let leaptMs = 0;
  return {
    now: () => Date.now() + leaptMs,
    sleep: async (ms, signal) => {
      await systemClock.sleep(Math.min(ms, 20), signal);
      leaptMs += Math.max(0, ms - 20);
    },
  };
}

export interface TestKsef {
  readonly emulator: Emulator;
  readonly api: Api;
  readonly encryptor: EncryptionService;
  /** Of the first login. */
  readonly accessToken: string;
  /** Logs in anew. */
  logIn(): Promise<Api>;
}

/** An emulator, and an API client that is logged in for the seller. */
export async function startKsef(
  clock: Clock = hastyClock,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<TestKsef> {
  const emulator = await startEmulator();
  const open = createApi({ environment: emulator.environment, clock, fetch, timeoutMs: 2_000 });
  const encryptor = new EncryptionService({
    source: { listPublicKeys: (call) => listPublicKeyCertificates(open, {}, call) },
  });
  const authenticator = tokenAuthenticator({ api: open, encryptor, token: makeTestToken(seller) });
  const newToken = async () => (await authenticator.login(toContext(seller), {})).accessToken.token;
  const bound = (token: string) => open.withAccessToken(() => token).inContext(seller);
  const accessToken = await newToken();
  return {
    emulator,
    encryptor,
    api: bound(accessToken),
    accessToken,
    logIn: async () => bound(await newToken()),
  };
}

/** Gives the seller the consent that attachments need. */
export async function allowAttachments({ emulator }: TestKsef): Promise<void> {
  const answer = await fetch(`${emulator.baseUrl}/testdata/attachment`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nip: seller }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** An attachment, to put at the end of an invoice. */
export const attachment =
  '<Zalacznik><BlokDanych><MetaDane><ZKlucz>a</ZKlucz><ZWartosc>b</ZWartosc></MetaDane></BlokDanych></Zalacznik>';

/** A small FA (3) invoice. What no line has room for is a comment. */
export function invoiceXml(
  number: string,
  options: { readonly seller?: string; readonly date?: string; readonly note?: string } = {},
): string {
  const { note = 'x' } = options;
  const isLong = note.length > 512;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/">
  <Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza><WariantFormularza>3</WariantFormularza><DataWytworzeniaFa>2026-02-01T00:00:00Z</DataWytworzeniaFa></Naglowek>
  <Podmiot1><DaneIdentyfikacyjne><NIP>${options.seller ?? seller}</NIP><Nazwa>A</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>B</AdresL1></Adres></Podmiot1>
  <Podmiot2><DaneIdentyfikacyjne><NIP>7811900008</NIP><Nazwa>C</Nazwa></DaneIdentyfikacyjne><JST>2</JST><GV>2</GV></Podmiot2>
  <Fa><KodWaluty>PLN</KodWaluty><P_1>${options.date ?? '2026-02-01'}</P_1><P_2>${number}</P_2><P_15>1</P_15>
    <Adnotacje><P_16>2</P_16><P_17>2</P_17><P_18>2</P_18><P_18A>2</P_18A><Zwolnienie><P_19N>1</P_19N></Zwolnienie><NoweSrodkiTransportu><P_22N>1</P_22N></NoweSrodkiTransportu><P_23>2</P_23><PMarzy><P_PMarzyN>1</P_PMarzyN></PMarzy></Adnotacje>
    <RodzajFaktury>VAT</RodzajFaktury><FaWiersz><NrWierszaFa>1</NrWierszaFa><P_7>${isLong ? 'x' : note}</P_7></FaWiersz></Fa>${isLong ? `<!--${note}-->` : ''}
</Faktura>`;
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}
