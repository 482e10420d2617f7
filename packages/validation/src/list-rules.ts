import type { FormName } from '@ksef/forms';
import { ksefRules, lawRules } from './rules/all-rules.js';
import type { Texts } from './texts.js';
import type { Severity } from './validation-issue.js';

/** A rule beyond the schema, for a table or a page of settings. */
export interface RuleDescription {
  readonly id: string;
  readonly severity: Severity;
  readonly forms: readonly FormName[];
  readonly name: Texts;
  readonly source: string;
}

/**
 * All rules beyond the schema, by the ids that `ValidationOptions.rules` takes.
 *
 * @example
 * ```ts
 * import { listRules } from '@ksef/validation';
 *
 * for (const { id, severity, name } of listRules()) console.log(id, severity, name.pl);
 * ```
 */
export function listRules(): RuleDescription[] {
  return [...ksefRules, ...lawRules].map(({ id, severity, forms, name, source }) => ({
    id,
    severity,
    forms,
    name,
    source,
  }));
}
