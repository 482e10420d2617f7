import { FormError } from '../form-error.js';
import type { FormProblem } from '../problem.js';
import type { CompiledForm } from './compile-form.js';
import { writeModel } from './write-model.js';

/** Options of a writer. */
export interface WriteOptions {
  /**
   * Prefixes by namespace, if they differ from the usual ones: `prefixes` of a parser's result. An empty one is the
   * default namespace.
   */
  readonly prefixes?: Readonly<Record<string, string>> | undefined;
}

/**
 * Writes documents of one form: UTF-8 without BOM, elements in the order of the schema whatever the order of the keys.
 *
 * @throws FormError `INVALID_FORM` with all problems and their paths, for what cannot be written validly
 */
export type FormWriter<Model> = (model: Model, options?: WriteOptions) => Uint8Array;

const mostProblems = 100;

/** @param form - called for the first document */
export function createWriter<Model>(form: () => CompiledForm): FormWriter<Model> {
  return (model, options = {}) => {
    const compiled = form();
    const problems: FormProblem[] = [];
    const prefixes = new Map([...compiled.prefixes, ...Object.entries(options.prefixes ?? {})]);
    const text = writeModel(compiled, model, prefixes, (problem) => {
      if (problems.length < mostProblems) problems.push(problem);
    });
    if (problems.length > 0) throw new FormError(problems, 'model');
    return new TextEncoder().encode(text);
  };
}
