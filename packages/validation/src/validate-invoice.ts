import { isBytes } from '@ksef/core/internal';
import { FormError, type FormName, type FormProblemKind, formOf, type XmlElement } from '@ksef/forms/xml';
import { type CheckedBytes, checkBytes, malformed } from './bytes/check-bytes.js';
import { Findings, type ValidationResult } from './findings.js';
import { Places } from './reading/places.js';
import { ksefRules, lawRules } from './rules/all-rules.js';
import type { Report, Rule, RuleContext } from './rules/rule.js';
import { checkSchema } from './schema/check-schema.js';
import { unknownForm } from './unknown-form.js';
import type { ValidationIssue, ValidationStage } from './validation-issue.js';
import { checkValidationOptions, type ValidationOptions } from './validation-options.js';
import { type FormModel, writeModel } from './write-model.js';

export type { ValidationResult } from './findings.js';

/**
 * Validates an invoice before it is sent, by KSeF's rules and the additional ones of the law: encoding and size, the
 * schema of its form, KSeF's own checks, law and brochure.
 *
 * The first call loads libxml2 (1 MB of WebAssembly).
 *
 * @param invoice - the invoice's file, exactly as it will be sent; or a model of `@ksef/forms`
 * @throws InvalidInputError `INVALID_OPTION`; `UNSUPPORTED_FORM` for a model of no form; KsefError `SCHEMA_UNAVAILABLE`
 * where no WebAssembly may be compiled, unless the stage `schema` is left out
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { validateInvoice } from '@ksef/validation';
 *
 * const { isValid, issues } = await validateInvoice(await readFile('invoice.xml'));
 * for (const { severity, path, line, message } of issues) console.log(severity, path, line, message.en);
 * if (!isValid) process.exitCode = 1;
 * ```
 */
export async function validateInvoice(
  invoice: Uint8Array | FormModel,
  options: ValidationOptions = {},
): Promise<ValidationResult> {
  const checked = checkValidationOptions(options);
  const { stages, signal, maxIssues } = checked;
  signal?.throwIfAborted();
  const written = isBytes(invoice) ? { bytes: invoice } : await writtenOrRefused(invoice);
  if ('refused' in written) return written.refused;
  const { bytes } = written;
  let read: CheckedBytes | undefined;
  const document = () => {
    read ??= checkBytes(bytes);
    return read;
  };
  const findings = new Findings(checked);
  // The schema alone needs no tree, unless it finds violations.
  const isSchemaAlone = stages.size === 1 && stages.has('schema');
  const form = (isSchemaAlone ? formOf(bytes) : undefined) ?? formOfRoot(document().root);
  if (!isSchemaAlone) findings.add('bytes', document().issues);
  if (!isInvoiceForm(form)) {
    const { root, issues } = document();
    if (root !== undefined) findings.add('schema', [unknownForm(root)]);
    else if (!stages.has('bytes')) findings.addAlways(issues);
    return findings.result(form);
  }
  let places: Places | undefined;
  const placesOf = () => {
    const { root } = document();
    if (root !== undefined) places ??= new Places(root);
    return places;
  };
  if (stages.has('schema')) {
    const violations = await checkSchema(bytes, form, placesOf, maxIssues);
    if (violations !== undefined) findings.add('schema', violations);
    else if (!stages.has('bytes') || !findings.hasError) findings.addAlways(unreadable(document().issues));
    signal?.throwIfAborted();
  }
  if (stages.has('ksef') || stages.has('law')) {
    const found = placesOf();
    const { today, sentBy, sessionForm } = checked;
    if (found !== undefined) {
      const context = { form, today, sentBy, sessionForm };
      if (stages.has('ksef')) findings.add('ksef', applyRules('ksef', ksefRules, found, context));
      if (stages.has('law')) findings.add('law', applyRules('law', lawRules, found, context));
    }
  }
  return findings.result(form);
}

/** If libxml2 cannot read a document, its bytes are the cause. */
function unreadable(issues: readonly ValidationIssue[]): readonly ValidationIssue[] {
  return issues.some(({ severity }) => severity === 'error') ? issues : [malformed];
}

function formOfRoot(root: XmlElement | undefined): FormName | undefined {
  return root === undefined ? undefined : formOf(root);
}

function isInvoiceForm(form: FormName | undefined): form is FormName {
  return form !== undefined && !form.startsWith('upo') && !form.startsWith('auth');
}

function applyRules(
  stage: ValidationStage,
  rules: readonly Rule[],
  places: Places,
  context: RuleContext,
): readonly ValidationIssue[] {
  const found: ValidationIssue[] = [];
  let current: Rule | undefined;
  const report: Report = (element, message, fix) => {
    if (current === undefined) return;
    const { id: rule, severity, source } = current;
    const { line, column } = element;
    found.push({ rule, stage, severity, path: places.pathOf(element), line, column, message, fix, source });
  };
  for (const rule of rules) {
    current = rule;
    if (rule.forms.includes(context.form)) rule.check(places.root, report, context);
  }
  return found;
}

/** A writer orders elements itself, so an unexpected element in a model does not belong to the form. */
const rulesOfModels: Readonly<Record<FormProblemKind, string>> = {
  unexpected: 'schema-unknown-element',
  missing: 'schema-missing-element',
  value: 'schema-value',
  character: 'bytes-character',
  encoding: 'bytes-encoding',
  'processing-instruction': 'bytes-processing-instruction',
};

/** A model's file, or the issues of a model that its form does not allow. */
async function writtenOrRefused(
  model: FormModel,
): Promise<{ readonly bytes: Uint8Array } | { readonly refused: ValidationResult }> {
  try {
    return await writeModel(model);
  } catch (error) {
    if (!(error instanceof FormError)) throw error;
    const issues = error.problems.map(({ kind, path, line, column, message }): ValidationIssue => {
      const rule = rulesOfModels[kind];
      const fix = { en: 'Correct the field.', pl: 'Popraw pole.' };
      const pl = `Pole jest niezgodne ze schematem: ${path}.`;
      return {
        rule,
        stage: 'schema',
        severity: 'error',
        path,
        line,
        column,
        message: { en: message, pl },
        fix,
        source: 'schema',
      };
    });
    return { refused: { isValid: false, form: undefined, issues } };
  }
}
