import { invalidOption } from '@ksef/core';
import type { FormName } from '@ksef/forms';
import type { Severity, ValidationStage } from './validation-issue.js';

/** How an invoice is validated. */
export interface ValidationOptions {
  /** Which stages run. Default: all four. */
  readonly stages?: readonly ValidationStage[] | undefined;
  /** Another severity for a rule, or `off`, by its id: `{ 'law-old-date': 'off' }`. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>> | undefined;
  /** The form of the session that the invoice is meant for. Default: any. */
  readonly form?: FormName | undefined;
  /** How the invoice is going to be sent: attachments go by batch only. Default: not known. */
  readonly sentBy?: 'online' | 'batch' | undefined;
  /** The time of sending. Default: now. */
  readonly now?: Date | undefined;
  /** How many issues are returned. Default 1 000. */
  readonly maxIssues?: number | undefined;
  /** Stops between stages. */
  readonly signal?: AbortSignal | undefined;
}

/** Options with their defaults. */
export interface CheckedOptions {
  readonly stages: ReadonlySet<ValidationStage>;
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly sessionForm: FormName | undefined;
  readonly sentBy: 'online' | 'batch' | undefined;
  readonly today: string;
  readonly maxIssues: number;
  readonly signal: AbortSignal | undefined;
}

const allStages: readonly ValidationStage[] = ['bytes', 'schema', 'ksef', 'law'];
const known = ['stages', 'rules', 'form', 'sentBy', 'now', 'maxIssues', 'signal'];
const warsaw = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Warsaw' });

/** @throws InvalidInputError `INVALID_OPTION` */
export function checkOptions(options: ValidationOptions): CheckedOptions {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw invalidOption(name, `Unknown option "${name.slice(0, 40)}".`);
  }
  const { stages = allStages, rules = {}, now = new Date(), maxIssues = 1000 } = options;
  if (!Array.isArray(stages) || stages.some((stage) => !allStages.includes(stage)))
    throw invalidOption('stages', `stages must be a list of ${allStages.join(', ')}.`);
  for (const [id, severity] of Object.entries(rules)) {
    if (!['error', 'warning', 'off'].includes(severity))
      throw invalidOption('rules', `The rule ${id.slice(0, 60)} must be set to "error", "warning" or "off".`);
  }
  if (!(now instanceof Date) || Number.isNaN(now.getTime())) throw invalidOption('now', 'now must be a valid Date.');
  if (!Number.isSafeInteger(maxIssues) || maxIssues < 1)
    throw invalidOption('maxIssues', 'maxIssues must be a whole number of at least 1.');
  return {
    stages: new Set(stages),
    rules,
    sessionForm: options.form,
    sentBy: options.sentBy,
    today: warsaw.format(now),
    maxIssues,
    signal: options.signal,
  };
}
