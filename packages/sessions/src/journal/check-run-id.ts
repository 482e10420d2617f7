import { InvalidInputError } from '@ksef/core';

/** Longest name of a run, in characters. */
const longest = 120;

/**
 * The name of a run, validated so that every journal can store it. Use it in your own journals.
 *
 * @throws InvalidInputError `INVALID_RUN_ID`
 * @example
 * ```ts
 * import { checkRunId } from '@ksef/sessions/internal';
 *
 * checkRunId('2026-02'); // '2026-02'
 * ```
 */
export function checkRunId(runId: string): string {
  // A lone surrogate has no UTF-8 form, so a store could not return the name unchanged.
  const fits = typeof runId === 'string' && runId.length >= 1 && runId.length <= longest;
  if (fits && !/\p{Surrogate}|\0/u.test(runId)) return runId;
  throw new InvalidInputError(
    `The name of a run (runId) has 1 to ${longest} characters, all of them valid Unicode and none of them NUL.`,
    { code: 'INVALID_RUN_ID', input: 'runId' },
  );
}
