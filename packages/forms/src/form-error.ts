import { InvalidInputError } from '@ksef/core';
import type { FormProblem } from './problem.js';

/** A document or a model violates its form. */
export class FormError extends InvalidInputError {
  static override readonly kind: string = 'FormError';

  /** All problems, at most a hundred. The message contains the first. */
  readonly problems: readonly FormProblem[];

  constructor(problems: readonly FormProblem[], input: 'document' | 'model') {
    const [first] = problems;
    const place =
      first === undefined || first.line === 0 ? '' : ` (line ${first.line}, column ${first.column})`;
    const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : '';
    super(`${first?.path ?? ''}${place}: ${first?.message ?? ''}${more}`, { code: 'INVALID_FORM', input });
    this.problems = problems;
  }

  /** Where the first problem is, e.g. `/Faktura/Fa/FaWiersz[3]/P_12`. */
  get path(): string {
    return this.problems[0]?.path ?? '';
  }
}
