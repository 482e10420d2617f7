import type { FormName } from '@ksef/forms';
import { ksefRules, lawRules } from './rules/all-rules.js';
import { byteRules, type ReadingRule, schemaRules } from './rules/reading-rules.js';
import type { Rule } from './rules/rule.js';
import type { Texts } from './texts.js';
import type { Severity, ValidationStage } from './validation-issue.js';

/** A rule, for a table or a page of settings. */
export interface RuleDescription {
  readonly id: string;
  readonly stage: ValidationStage;
  readonly severity: Severity;
  readonly forms: readonly FormName[];
  readonly name: Texts;
  readonly source: string;
}

const allForms: readonly FormName[] = ['fa1', 'fa2', 'fa3', 'faRr1', 'pef3', 'pefKor3'];
const withSchema: readonly FormName[] = ['fa2', 'fa3', 'faRr1', 'pef3', 'pefKor3'];

/**
 * All rules, by the ids that `ValidationOptions.rules` accepts, in the order of stages.
 *
 * @example
 * ```ts
 * import { listRules } from '@ksef/validation';
 *
 * for (const { id, severity, name } of listRules()) console.log(id, severity, name.pl);
 * ```
 */
export function listRules(): RuleDescription[] {
  return [
    ...byteRules.map(ofReading('bytes', allForms, 'weryfikacja-faktury.md')),
    ...schemaRules.map(ofReading('schema', withSchema, 'schema of the form')),
    ...ksefRules.map(ofRule('ksef')),
    ...lawRules.map(ofRule('law')),
  ];
}

function ofReading(stage: ValidationStage, forms: readonly FormName[], source: string) {
  return ({ id, name }: ReadingRule): RuleDescription => ({
    id,
    stage,
    severity: 'error',
    forms,
    name,
    source,
  });
}

function ofRule(stage: ValidationStage) {
  return ({ id, severity, forms, name, source }: Rule): RuleDescription => ({
    id,
    stage,
    severity,
    forms,
    name,
    source,
  });
}
