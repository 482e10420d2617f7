/**
 * Marks every error of this toolkit with the names of its kinds, so that `instanceof` also works when two
 * copies of a package (ESM and CJS, or two versions) are loaded in one process.
 */
const kindsKey: unique symbol = Symbol.for('@ksef/error-kinds') as never;

/** Options common to every error of the toolkit. */
export interface KsefErrorOptions {
  /** A stable, machine-readable code, e.g. `INVALID_NIP`. Never changes within a major version. */
  readonly code: string;
  readonly cause?: unknown;
}

/**
 * The base class of every error that the toolkit throws.
 *
 * Branch on `code` (stable), show `message` (may be reworded).
 *
 * @example
 * ```ts
 * import { KsefError, nip } from '@ksef/core';
 *
 * try {
 *   nip('123');
 * } catch (error) {
 *   if (error instanceof KsefError) console.error(error.code, error.message);
 * }
 * ```
 */
export class KsefError extends Error {
  /** The name that `instanceof` compares across copies of the package. */
  static readonly kind: string = 'KsefError';

  /** A stable, machine-readable code. */
  readonly code: string;

  constructor(message: string, options: KsefErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.name = new.target.kind;
    const kinds: string[] = [];
    for (let one = new.target; one.kind; one = Object.getPrototypeOf(one)) kinds.push(one.kind);
    Object.defineProperty(this, kindsKey, { value: kinds });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // A user's own subclass has no registered name: the ordinary prototype check works for it.
    if (!Object.hasOwn(this, 'kind')) return super[Symbol.hasInstance](value);
    const kinds = (value as { [kindsKey]?: readonly string[] } | null | undefined)?.[kindsKey];
    return kinds?.includes(this.kind) ?? false;
  }
}
