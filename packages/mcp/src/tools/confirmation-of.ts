import type { Ksef } from '@ksef/client';
import { contextKey, environments } from '@ksef/core';
import { readInvoiceData } from '@ksef/invoice/read';

const longestValue = 80;
const unseen = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu;

/** The question before sending. Values are quoted, each on its own line, so that none can pass for a line of the question. */
export function confirmationOf(bytes: Uint8Array, ksef: Ksef, language: 'en' | 'pl'): string {
  const { data } = readInvoiceData(bytes);
  const { number, kind = 'VAT', issueDate, seller, buyer, totals, currency = 'PLN' } = data;
  const say = (en: string, pl: string) => (language === 'pl' ? pl : en);
  const { environment, context } = ksef;
  const isReal = environment.apiUrl === environments.prd.apiUrl;
  const rows: readonly (readonly [string, string])[] = [
    [say('invoice', 'faktura'), `${number} (${kind})`],
    [say('issued', 'wystawiona'), issueDate],
    [say('seller', 'sprzedawca'), [seller.nip, seller.name].filter(Boolean).join(' ')],
    [say('buyer', 'nabywca'), [buyer.nip, buyer.name].filter(Boolean).join(' ')],
    [say('gross', 'brutto'), `${totals?.gross ?? '?'} ${currency}`],
  ];
  const question = isReal
    ? say(
        'Send this invoice to KSeF PRODUCTION? It has legal effect and cannot be taken back.',
        'Wysłać tę fakturę do PRODUKCYJNEGO KSeF? Ma skutki prawne i nie można jej cofnąć.',
      )
    : say(
        `Send this invoice to KSeF (${environment.name})?`,
        `Wysłać tę fakturę do KSeF (${environment.name})?`,
      );
  const as = context === undefined ? [] : [`${say('as', 'jako')}: ${shown(contextKey(context))}`];
  return [question, ...rows.map(([name, value]) => `${name}: ${shown(value)}`), ...as].join('\n');
}

function shown(text: string): string {
  const visible = text.replace(unseen, ' ').replaceAll('"', "'");
  return `"${visible.length > longestValue ? `${visible.slice(0, longestValue)}…` : visible}"`;
}
