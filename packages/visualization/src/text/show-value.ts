import { trimXmlSpace } from '@ksef/forms/xml';
import { codeLists } from './codes.js';
import { countryName } from './country-name.js';
import { formatAccount } from './format-account.js';
import { formatAmount, formatNumber } from './format-number.js';
import type { Bilingual, ValueKind } from './label.js';

/** A field's value for display. An unknown code is shown unchanged. */
export function showValue(text: string, kind: ValueKind = 'text'): Bilingual {
  const value = trimXmlSpace(text);
  if (kind === 'number') return [formatNumber(value, 'pl'), formatNumber(value, 'en')];
  if (kind === 'amount') return [formatAmount(value, 'pl'), formatAmount(value, 'en')];
  if (kind === 'account') return [formatAccount(value), formatAccount(value)];
  if (kind === 'flag') return flag(value);
  if (kind === 'code:country') return countryName(value);
  if (kind.startsWith('code:')) {
    const list = codeLists[kind.slice('code:'.length)];
    if (list !== undefined && Object.hasOwn(list, value)) return list[value] ?? [value, value];
  }
  return [value, value];
}

function flag(value: string): Bilingual {
  if (value === '1') return ['tak', 'yes'];
  if (value === '2') return ['nie', 'no'];
  return [value, value];
}
