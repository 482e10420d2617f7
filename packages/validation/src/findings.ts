import type { FormName } from '@ksef/forms';
import type { ValidationIssue, ValidationStage } from './validation-issue.js';
import type { CheckedOptions } from './validation-options.js';

/** The findings about an invoice. */
export interface ValidationResult {
  /** True if there are no errors. Warnings do not count. */
  readonly isValid: boolean;
  /** Its form; undefined if it cannot be determined. */
  readonly form: FormName | undefined;
  /** In the order of stages; within a stage in document order. */
  readonly issues: readonly ValidationIssue[];
}

/** Collects issues of the requested stages and severities. */
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

  /** Adds issues of a stage. Issues beyond the maximum still make the invoice invalid. */
  add(stage: ValidationStage, issues: Iterable<ValidationIssue>): void {
    if (this.#options.stages.has(stage)) this.addAlways(issues);
  }

  /** Adds issues whatever stages were requested: those that prevent the requested stages from running. */
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
