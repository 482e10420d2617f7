export { type FormName, formOf } from './form-of.js';
export type { FormProblem, FormProblemKind } from './problem.js';
