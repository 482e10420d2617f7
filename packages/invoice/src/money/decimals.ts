import { InvalidInputError } from '@ksef/core';
import Big from 'big.js';
import type { Decimal } from '../data/decimal.js';

const shape = /^-?\d{1,30}(?:\.\d{1,30})?$/;

// Every decimal of 15 digits survives conversion to a JavaScript number; one of 16 may not.
const exactDigits = 15;

/**
 * A decimal in the form's notation: texts unchanged, numbers as their shortest text.
 *
 * @throws InvalidInputError `INVALID_AMOUNT`
 */
export function decimalText(value: Decimal, path: string): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof value === 'number' && text.replace(/\D/g, '').replace(/^0+/, '').length > exactDigits)
    throw new InvalidInputError(
      `${path} has more digits than a number of JavaScript can hold exactly. Round it, or give it as a string.`,
      { code: 'INVALID_AMOUNT', input: path },
    );
  if (typeof text === 'string' && shape.test(text)) return text;
  throw new InvalidInputError(
    `${path} must be a decimal number such as "1234.50": a dot before the decimals, no spaces, no exponent.`,
    { code: 'INVALID_AMOUNT', input: path },
  );
}

/** @throws InvalidInputError `INVALID_AMOUNT` */
export function decimal(value: Decimal, path: string): Big {
  return new Big(decimalText(value, path));
}

/** Rounded to grosze, half away from zero, as is usual for amounts. */
export function toGrosze(amount: Big): Big {
  return amount.round(2, Big.roundHalfUp);
}

/** A calculated amount in the form's notation: two decimals. */
export function amountText(amount: Big): string {
  const rounded = toGrosze(amount);
  // -0.004 is 0.00, not -0.00.
  return rounded.eq(0) ? '0.00' : rounded.toFixed(2);
}
