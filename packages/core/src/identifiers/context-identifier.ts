import { InvalidInputError } from '../errors/invalid-input-error.js';
import { quoted } from '../quoted.js';
import { hasNipChecksum, type Nip } from './nip.js';

/** The types of context that KSeF has. */
export type ContextIdentifierType = 'Nip' | 'InternalId' | 'NipVatUe' | 'PeppolId';

/**
 * The context of a call: whose invoices it concerns. Create one with {@link contextIdentifier}, or pass a {@link Nip}.
 */
export interface ContextIdentifier {
  readonly type: ContextIdentifierType;
  /** The number alone, e.g. `5265877635`. */
  readonly value: string;
}

/** Accepted wherever a context is needed: a bare NIP stands for its own context. */
export type ContextInput = Nip | ContextIdentifier;

const nipShape = /^[1-9](?:\d[1-9]|[1-9]\d)\d{7}$/;

// Source: `ContextIdentifier` in the contract and the EU VAT patterns of the authentication schema.
const vatUe =
  'ATU\\d{8}|BE[01]\\d{9}|BG\\d{9,10}|CY\\d{8}[A-Z]|CZ\\d{8,10}|DE\\d{9}|DK\\d{8}|EE\\d{9}|EL\\d{9}' +
  '|ES(?:[A-Z]\\d{8}|\\d{8}[A-Z]|[A-Z]\\d{7}[A-Z])|FI\\d{8}|FR[A-Z0-9]{2}\\d{9}|HR\\d{11}|HU\\d{8}' +
  '|IE(?:\\d{7}[A-Z]{2}|\\d[A-Z0-9+*]\\d{5}[A-Z])|IT\\d{11}|LT(?:\\d{9}|\\d{12})|LU\\d{8}|LV\\d{11}|MT\\d{8}' +
  '|NL[A-Z0-9+*]{12}|PT\\d{9}|RO\\d{2,10}|SE\\d{12}|SI\\d{8}|SK\\d{10}|XI(?:(?:\\d{9}|\\d{12})|(?:GD|HA)\\d{3})';

const shapes: Readonly<Record<ContextIdentifierType, { pattern: RegExp; form: string }>> = {
  Nip: { pattern: nipShape, form: 'ten digits' },
  InternalId: {
    pattern: /^[1-9](?:\d[1-9]|[1-9]\d)\d{7}-\d{5}$/,
    form: 'a NIP, a dash and five digits, e.g. 6824515772-12343',
  },
  NipVatUe: {
    // Wrapped in a function, so that bundlers can drop it where no context is checked.
    pattern: /* @__PURE__ */ (() => new RegExp(`^[1-9](?:\\d[1-9]|[1-9]\\d)\\d{7}-(?:${vatUe})$`))(),
    form: 'a NIP, a dash and an EU VAT number with its country prefix',
  },
  PeppolId: { pattern: /^P[A-Z]{2}\d{6}$/, form: 'P, two letters and six digits, e.g. PPL000001' },
};

/**
 * Creates a context identifier and checks its form.
 *
 * Checksums are checked by {@link internalId} and `nip`, not here: TEST accepts identifiers with wrong ones.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`
 * @example
 * ```ts
 * import { contextIdentifier } from '@ksef/core';
 *
 * const unit = contextIdentifier('InternalId', '6824515772-12343');
 * ```
 */
export function contextIdentifier(type: ContextIdentifierType, value: string): ContextIdentifier {
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (shape === undefined) {
    throw invalid(`Unknown context type ${quoted(type)}. Use Nip, InternalId, NipVatUe or PeppolId.`);
  }
  if (typeof value !== 'string' || !shape.pattern.test(value)) {
    throw invalid(`Invalid ${type} ${quoted(value)}. Expected ${shape.form}.`);
  }
  return Object.freeze({ type, value });
}

/**
 * The context of an internal unit (identyfikator wewnętrzny), with the checksums of its NIP and of itself.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`
 * @example
 * ```ts
 * import { internalId } from '@ksef/core';
 *
 * internalId('6824515772-12343'); // NIP, four digits of the unit, a check digit
 * ```
 */
export function internalId(value: string): ContextIdentifier {
  const context = contextIdentifier('InternalId', value);
  const digits = value.replace('-', '');
  let sum = 0;
  for (let index = 0; index < 14; index++) sum += Number(digits[index]) * (index % 2 === 0 ? 1 : 3);
  if (!hasNipChecksum(digits) || sum % 10 !== Number(digits[14])) {
    throw invalid(`InternalId ${value} has a wrong checksum. Check the digits.`);
  }
  return context;
}

/**
 * The context of a Polish taxpayer and the EU company that invoices for it.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`
 * @example
 * ```ts
 * import { nipVatUe } from '@ksef/core';
 *
 * nipVatUe('5265877635-DE123456789');
 * ```
 */
export function nipVatUe(value: string): ContextIdentifier {
  return contextIdentifier('NipVatUe', value);
}

/**
 * The context of a Peppol service provider.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`
 * @example
 * ```ts
 * import { peppolId } from '@ksef/core';
 *
 * peppolId('PPL123456');
 * ```
 */
export function peppolId(value: string): ContextIdentifier {
  return contextIdentifier('PeppolId', value);
}

/**
 * Converts an input to a context.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`
 * @example
 * ```ts
 * import { nip, toContext } from '@ksef/core';
 *
 * toContext(nip('5265877635')); // { type: 'Nip', value: '5265877635' }
 * ```
 */
export function toContext(input: ContextInput): ContextIdentifier {
  if (typeof input === 'string' && nipShape.test(input)) return contextIdentifier('Nip', input);
  if (isContextShaped(input)) return contextIdentifier(input.type, input.value);
  throw invalid(
    `${inWords(input)} is not a context. Pass nip('5265877635') or contextIdentifier('InternalId', '6824515772-12343').`,
  );
}

function isContextShaped(input: unknown): input is ContextIdentifier {
  return typeof input === 'object' && input !== null && 'type' in input && 'value' in input;
}

/** Describes a value that is not a context, without values of foreign objects. */
function inWords(input: unknown): string {
  if (input === '') return 'An empty string';
  if (typeof input === 'string') return quoted(input);
  if (typeof input === 'number') return `The number ${input} (a NIP is text)`;
  if (Array.isArray(input)) return 'An array';
  if (typeof input !== 'object' || input === null) return String(input);
  return `An object with ${Object.keys(input).join(', ') || 'nothing'} instead of type and value`;
}

/**
 * One string per context, for use as a cache key: `Nip:5265877635`.
 *
 * @example
 * ```ts
 * import { contextKey, internalId } from '@ksef/core';
 *
 * contextKey(internalId('6824515772-12343')); // 'InternalId:6824515772-12343'
 * ```
 */
export function contextKey(context: ContextIdentifier): string {
  return `${context.type}:${context.value}`;
}

/**
 * The NIP inside a context; Peppol providers have none.
 *
 * @example
 * ```ts
 * import { internalId, nipOfContext } from '@ksef/core';
 *
 * nipOfContext(internalId('6824515772-12343')); // '6824515772'
 * ```
 */
export function nipOfContext(context: ContextIdentifier): Nip | undefined {
  return context.type === 'PeppolId' ? undefined : (context.value.slice(0, 10) as Nip);
}

function invalid(message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_CONTEXT', input: 'context' });
}
