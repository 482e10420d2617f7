import { InvalidInputError, lenientNip, parseCollectiveIdentifier, parseKsefNumber } from '@ksef/core';
import { checkOptions, expects, invalidOption, quoted, required, someText, text } from '@ksef/core/internal';

/** Fields of {@link splitPaymentTitle}. */
export interface SplitPayment {
  /** KSeF number or collective identifier. */
  readonly number: string;
  /** VAT of the transfer in PLN: `'230.00'`. */
  readonly vatAmount: string | number;
  /** NIP of the seller. Default: the one in `number`. */
  readonly sellerNip?: string | undefined;
  /** At most 33 characters of your own. */
  readonly text?: string | undefined;
}

/** Source: Elixir, four lines of 35 characters. */
const longestTitle = 140;
/** Source: recommendation of the Polish Bank Association (ZBP): /VAT/10n,2n/IDC/14x/INV/35x/TXT/33x. */
const longestText = 33;
const vatAmount = /^\d{1,10}(\.\d{1,2})?$/;
const collective = /-IZ/;
const printable = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

/**
 * The title of a transfer that pays invoices: KSeF numbers or collective identifiers, and a text of your own. A title has 140
 * characters, so three numbers fit. All checksums are checked.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_KSEF_NUMBER`, `INVALID_COLLECTIVE_IDENTIFIER`, `TITLE_TOO_LONG`
 * @example
 * ```ts
 * import { transferTitle } from '@ksef/management';
 *
 * transferTitle(['1111111111-IZ202607-65ED02180000-E7'], { text: 'FV 7/2026' });
 * // '1111111111-IZ202607-65ED02180000-E7 FV 7/2026'
 * ```
 */
export function transferTitle(
  numbers: readonly string[],
  options: {
    /** Follows the numbers. */
    readonly text?: string | undefined;
  } = {},
): string {
  checkOptions<typeof options>(options, { text: ownText });
  if (!Array.isArray(numbers) || numbers.length === 0)
    throw invalidOption('numbers', 'a list of KSeF numbers or collective identifiers');
  for (const number of numbers) sellerOf(number);
  const title = [...numbers, ...(options.text ? [options.text] : [])].join(' ');
  if (title.length <= longestTitle) return title;
  throw new InvalidInputError(
    `The title of the transfer has ${title.length} characters, and ${longestTitle} fit. Create a collective identifier for the invoices, or make the text shorter.`,
    { code: 'TITLE_TOO_LONG', input: 'numbers' },
  );
}

/**
 * The title of a transfer in the split payment mechanism (MPP), in the format that banks agreed on.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_NIP`, `INVALID_KSEF_NUMBER`, `INVALID_COLLECTIVE_IDENTIFIER`
 * @example
 * ```ts
 * import { splitPaymentTitle } from '@ksef/management';
 *
 * splitPaymentTitle({ number: '1111111111-IZ202607-65ED02180000-E7', vatAmount: '230.00' });
 * // '/VAT/230,00/IDC/1111111111/INV/1111111111-IZ202607-65ED02180000-E7'
 * ```
 */
export function splitPaymentTitle(payment: SplitPayment): string {
  checkOptions<SplitPayment>(payment, {
    number: required(someText),
    vatAmount: required(
      expects("an amount such as '230.00'", (value) => vatAmount.test(String(value).trim())),
    ),
    sellerNip: text,
    text: expects(
      `a text of at most ${longestText} characters in one line`,
      (value) => isPrintable(value) && value.length <= longestText,
    ),
  });
  const { number, sellerNip, text: own } = payment;
  const seller = sellerOf(number);
  const idc = sellerNip === undefined ? seller : lenientNip(sellerNip);
  const [whole = '', cents = ''] = String(payment.vatAmount).trim().split('.');
  const title = `/VAT/${whole},${cents.padEnd(2, '0')}/IDC/${idc}/INV/${number}`;
  return own ? `${title}/TXT/${own}` : title;
}

const ownText = expects('a text in one line', isPrintable);

function isPrintable(value: unknown): value is string {
  return typeof value === 'string' && printable.test(value);
}

function sellerOf(number: unknown): string {
  if (typeof number !== 'string') throw invalidOption('number', `a KSeF number, not ${quoted(number)}`);
  return (collective.test(number) ? parseCollectiveIdentifier(number) : parseKsefNumber(number)).sellerNip;
}
