import { KsefError } from '@ksef/core';
import { errorLabel, onAbort, safeCause } from '@ksef/core/internal';

/** Makes calls with a timeout. */
export class S3Calls {
  readonly #timeoutMs: number;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** @throws KsefError `S3_FAILED`, `S3_TIMEOUT`; the signal's reason */
  async run<T>(
    what: string,
    signal: AbortSignal | undefined,
    call: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    const cut = new AbortController();
    const late = new KsefError(`S3 did not answer ${what} within ${this.#timeoutMs} ms.`, {
      code: 'S3_TIMEOUT',
    });
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => fail(late), this.#timeoutMs);
      const off = onAbort(signal, () => fail(signal?.reason));
      // Started in a promise: a client that throws at once rejects too.
      Promise.resolve()
        .then(() => call({ abortSignal: cut.signal }))
        .then(
          (answer) => {
            end();
            resolve(answer);
          },
          (error: unknown) => fail(explain(what, error)),
        );
      function fail(reason: unknown): void {
        end();
        reject(reason);
        cut.abort(reason);
      }
      function end(): void {
        clearTimeout(timer);
        off();
      }
    });
  }
}

/** Messages can contain addresses with signatures: only the name of the error is passed on. */
function explain(what: string, error: unknown): KsefError {
  return new KsefError(`S3 did not carry out ${what} (${errorLabel(error)}).`, {
    code: 'S3_FAILED',
    cause: safeCause(error),
  });
}

/** Whether S3 reported that the object does not exist. */
export function isMissing(error: unknown): boolean {
  const { name } = ((error as KsefError | undefined)?.cause ?? {}) as { readonly name?: unknown };
  return name === 'NoSuchKey' || name === 'NotFound';
}
