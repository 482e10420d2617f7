import { isBytes } from '../encoding/is-bytes.js';
import { invalidOption } from '../errors/invalid-option.js';
import { checkOptions, type OptionCheck, type OptionChecks } from './check-options.js';

/** Any value: it is checked elsewhere. */
export const anything: OptionCheck = () => {};

/** `true` or `false`. */
export const flag: OptionCheck = /* @__PURE__ */ expects(
  'true or false',
  (value) => typeof value === 'boolean',
);

/** A text, possibly empty. */
export const text: OptionCheck = /* @__PURE__ */ expects('a text', (value) => typeof value === 'string');

/** A text that is not empty. */
export const someText: OptionCheck = /* @__PURE__ */ expects(
  'a text that is not empty',
  (value) => typeof value === 'string' && value !== '',
);

/** A function. */
export const callback: OptionCheck = /* @__PURE__ */ expects(
  'a function',
  (value) => typeof value === 'function',
);

/** An `AbortSignal`, of this realm or another. */
export const isSignal: OptionCheck = /* @__PURE__ */ expects(
  'an AbortSignal',
  (value) => typeof (value as AbortSignal)?.aborted === 'boolean' && hasMethods(value, ['addEventListener']),
);

/** A clock: `now()` and `sleep()`. */
export const isClock: OptionCheck = /* @__PURE__ */ objectWith('now', 'sleep');

/** A finite number of at least `from` and at most `to`. */
export function numberFrom(from: number, to?: number): OptionCheck {
  return expects(inRange('a number', from, to), (value) => isWithin(value, from, to));
}

/** As {@link numberFrom}, and `Infinity` for no limit. */
export function numberOrInfinity(from: number): OptionCheck {
  return expects(
    `${inRange('a number', from)}, or Infinity`,
    (value) => value === Number.POSITIVE_INFINITY || isWithin(value, from),
  );
}

/** A whole number of at least `from` and at most `to`. */
export function wholeNumber(from: number, to?: number): OptionCheck {
  return expects(
    inRange('a whole number', from, to),
    (value) => Number.isSafeInteger(value) && isWithin(value, from, to),
  );
}

/** One of these values. */
export function oneOf(...values: readonly (string | number | boolean)[]): OptionCheck {
  const shown = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  const wanted = shown.length === 1 ? `${shown[0]}` : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
  return expects(wanted, (value) => (values as readonly unknown[]).includes(value));
}

/** An object, or a function, that has these methods. */
export function objectWith(...methods: readonly string[]): OptionCheck {
  const list = methods.map((method) => `${method}()`).join(', ');
  return expects(`an object with ${list}`, (value) => hasMethods(value, methods));
}

/** Bytes (`Uint8Array`) of this length, or of any. */
export function bytes(length?: number): OptionCheck {
  return expects(
    length === undefined ? 'bytes (a Uint8Array)' : `${length} bytes (a Uint8Array)`,
    (value) => isBytes(value) && (length === undefined || value.length === length),
  );
}

/** An array, each of whose items passes the check. */
export function listOf(check: OptionCheck): OptionCheck {
  return optional((value, name) => {
    if (!Array.isArray(value)) throw invalidOption(name, 'an array');
    for (const [index, item] of value.entries()) required(check)(item, `${name}[${index}]`);
  });
}

/** Options within an option, checked as {@link checkOptions} does. */
export function nested<Options>(checks: OptionChecks<Options>): OptionCheck {
  return optional((value, name) => checkOptions<Options>(value, checks, name));
}

/** Rejects a missing option, and otherwise checks as `check` does. */
export function required(check: OptionCheck): OptionCheck {
  return (value, name) => {
    if (value === undefined) check(null, name);
    else check(value, name);
  };
}

/** A check of your own: `wanted` follows "must be". */
export function expects(wanted: string, isRight: (value: unknown) => boolean): OptionCheck {
  return optional((value, name) => {
    if (!isRight(value)) throw invalidOption(name, wanted);
  });
}

function optional(check: OptionCheck): OptionCheck {
  return (value, name) => {
    if (value !== undefined) check(value, name);
  };
}

function hasMethods(value: unknown, methods: readonly string[]): boolean {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  return methods.every((method) => typeof (value as Record<string, unknown>)[method] === 'function');
}

function isWithin(value: unknown, from: number, to = Number.MAX_VALUE): boolean {
  return typeof value === 'number' && value >= from && value <= to;
}

function inRange(kind: string, from: number, to?: number): string {
  return to === undefined ? `${kind} of at least ${from}` : `${kind} from ${from} to ${to}`;
}
