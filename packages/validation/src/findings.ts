import type { FormName } from '@ksef/forms';
import type { ValidationIssue, ValidationStage } from './validation-issue.js';
import type { CheckedOptions } from './validation-options.js';

/** What is to be said of an invoice. */
export interface ValidationResult {
  /** Whether there is no error. Warnings do not count. */
  readonly isValid: boolean;
  /** Which form it is; undefined where that cannot be told. */
  readonly form: FormName | undefined;
  /** In the order of stages; those of a stage in the document's order. */
  readonly issues: readonly ValidationIssue[];
}

/** Gathers issues of the stages that were asked for, with the severities that were asked for. */
export class Findings {
  readonly #options: CheckedOptions;
  readonly #issues: ValidationIssue[] = [];
  #hasError = false;

  constructor(options: CheckedOptions) {
    this.#options = options;
  }

  get hasError(): boolean {
    return this.#hasError;
  }

  /** Takes issues of a stage; what is beyond the most that may be returned still makes the invoice invalid. */
  add(stage: ValidationStage, issues: Iterable<ValidationIssue>): void {
    if (this.#options.stages.has(stage)) this.addAlways(issues);
  }

  /** Takes issues whatever stages were asked for: those that keep the asked ones from running. */
  addAlways(issues: Iterable<ValidationIssue>): void {
    for (const issue of issues) {
      const judged = this.#judge(issue);
      if (judged === undefined) continue;
      this.#hasError ||= judged.severity === 'error';
      if (this.#issues.length < this.#options.maxIssues) this.#issues.push(judged);
      else if (this.#hasError) return;
    }
  }

  result(form: FormName | undefined): ValidationResult {
    return { isValid: !this.#hasError, form, issues: this.#issues };
  }

  #judge(issue: ValidationIssue): ValidationIssue | undefined {
    const { rules } = this.#options;
    const severity = Object.hasOwn(rules, issue.rule) ? rules[issue.rule] : undefined;
    if (severity === undefined || severity === issue.severity) return issue;
    return severity === 'off' ? undefined : { ...issue, severity };
  }
}
