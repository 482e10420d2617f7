import type { FormName } from '@ksef/forms';
import type { XmlElement } from '@ksef/forms/xml';
import type { Texts } from '../texts.js';
import type { Severity } from '../validation-issue.js';

/** One rule beyond the schema. */
export interface Rule {
  /** Stable; starts with its stage: `ksef-…` or `law-…`. */
  readonly id: string;
  readonly severity: Severity;
  readonly forms: readonly FormName[];
  /** What the rule requires, in a few words. */
  readonly name: Texts;
  /** A document of the ministry, or an article of the VAT act. */
  readonly source: string;
  check(invoice: XmlElement, report: Report, context: RuleContext): void;
}

/** Reports one violation at `element`. */
export type Report = (element: XmlElement, message: Texts, fix: Texts) => void;

/** What a rule knows in addition to the document. */
export interface RuleContext {
  readonly form: FormName;
  /** The day in Warsaw, `YYYY-MM-DD`. */
  readonly today: string;
  /** How the invoice will be sent; undefined if not specified. */
  readonly sentBy: 'online' | 'batch' | undefined;
  /** The form of the session; undefined if not specified. */
  readonly sessionForm: FormName | undefined;
}

/** FA (2) and FA (3), which have nearly all fields in common. */
export const faForms: readonly FormName[] = ['fa2', 'fa3'];
