import {
  checkOptions,
  expects,
  isSignal,
  listOf,
  type OptionChecks,
  oneOf,
  polishDay,
  wholeNumber,
} from '@ksef/core/internal';
import type { FormName } from '@ksef/forms';
import type { Severity, ValidationStage } from './validation-issue.js';

/** Options of validating an invoice. */
export interface ValidationOptions {
  /** Which stages run. Default: all four. */
  readonly stages?: readonly ValidationStage[] | undefined;
  /** Overrides the severity of a rule by its id; `off` disables it: `{ 'law-old-date': 'off' }`. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>> | undefined;
  /** The form of the session for the invoice. Default: any. */
  readonly form?: FormName | undefined;
  /** How the invoice will be sent: attachments require a batch. Default: unknown. */
  readonly sentBy?: 'online' | 'batch' | undefined;
  /** The time of sending. Default: now. */
  readonly now?: Date | undefined;
  /** The maximum number of returned issues. Default 1 000. */
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
const severities: readonly unknown[] = ['error', 'warning', 'off'];

const hourMs = 3_600_000;
let lastHour: { readonly number: number; readonly day: string } | undefined;

/** The date in Warsaw. It only changes on the hour; determining it takes as long as reading a small invoice. */
function dayInWarsaw(now: Date): string {
  const number = Math.floor(now.getTime() / hourMs);
  if (lastHour?.number !== number) lastHour = { number, day: polishDay(now.getTime()) };
  return lastHour.day;
}

/** Checks of the options. */
export const validationChecks: OptionChecks<ValidationOptions> = {
  stages: listOf(oneOf(...allStages)),
  rules: expects(
    "an object of rule ids with 'error', 'warning' or 'off'",
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((one) => severities.includes(one)),
  ),
  form: oneOf('fa1', 'fa2', 'fa3', 'faRr1', 'pef3', 'pefKor3'),
  sentBy: oneOf('online', 'batch'),
  now: expects('a valid Date', (value) => value instanceof Date && !Number.isNaN(value.getTime())),
  maxIssues: wholeNumber(1),
  signal: isSignal,
};

/** @throws InvalidInputError `INVALID_OPTION` */
export function checkValidationOptions(options: ValidationOptions): CheckedOptions {
  checkOptions<ValidationOptions>(options, validationChecks);
  const { stages = allStages, rules = {}, now = new Date(), maxIssues = 1000 } = options;
  return {
    stages: new Set(stages),
    rules,
    sessionForm: options.form,
    sentBy: options.sentBy,
    today: dayInWarsaw(now),
    maxIssues,
    signal: options.signal,
  };
}
