import { InvalidInputError } from '../errors/invalid-input-error.js';
import { invalidOption } from '../errors/invalid-option.js';
import { nearestName } from './nearest-name.js';

/** Rejects a value of the wrong type or range, naming the option. */
export type OptionCheck = (value: unknown, name: string) => void;

/** A check for every option of `Options`. A missing check is a compile error. */
export type OptionChecks<Options> = { readonly [Name in keyof Options]-?: OptionCheck };

/**
 * Rejects unknown option names, wrong types and wrong ranges, naming the option, before anything else happens. An
 * option that is `undefined` counts as absent. A check made by `required` rejects it.
 *
 * @param within - the parent option, for nested options: `batch` names `batch.timeoutMs`
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import type { Clock } from '@ksef/core';
 * import { checkOptions, isClock, numberFrom, required, text } from '@ksef/core/internal';
 *
 * interface MyOptions {
 *   readonly folder: string;
 *   readonly timeoutMs?: number;
 *   readonly clock?: Clock;
 * }
 * const checks = { folder: required(text), timeoutMs: numberFrom(1), clock: isClock };
 * function open(options: MyOptions): void {
 *   checkOptions<MyOptions>(options, checks);
 * }
 * ```
 */
export function checkOptions<Options>(options: unknown, checks: OptionChecks<Options>, within = ''): void {
  const path = (name: string) => (within === '' ? name : `${within}.${name}`);
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw invalidOption(within === '' ? 'options' : within, 'an object');
  }
  const known = Object.keys(checks);
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(checks, name)) throw unknownOption(name, known, path);
  }
  for (const name of known) {
    checks[name as keyof Options]((options as Readonly<Record<string, unknown>>)[name], path(name));
  }
}

function unknownOption(
  name: string,
  known: readonly string[],
  path: (name: string) => string,
): InvalidInputError {
  const nearest = nearestName(name, known);
  const shown = path(name.length > 60 ? `${name.slice(0, 60)}…` : name);
  const hint =
    nearest === undefined
      ? `Known options: ${known.map((each) => path(each)).join(', ')}.`
      : `Did you mean "${path(nearest)}"?`;
  return new InvalidInputError(`Unknown option "${shown}". ${hint}`, {
    code: 'INVALID_OPTION',
    input: shown,
  });
}

/** The options that have a check here: a wider function passes them to a narrower one. */
export function pickOptions<Options extends object>(
  options: Options,
  checks: OptionChecks<Options>,
): Options {
  const picked = Object.entries(options).filter(([name]) => Object.hasOwn(checks, name));
  return Object.fromEntries(picked) as Options;
}
