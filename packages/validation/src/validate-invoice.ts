import { isBytes } from '@ksef/core/internal';
import { FormError, type FormName, formOf, type XmlElement } from '@ksef/forms/xml';
import { checkBytes } from './bytes/check-bytes.js';
import { Places } from './reading/places.js';
import { ksefRules, lawRules } from './rules/all-rules.js';
import type { Rule, RuleContext } from './rules/rule.js';
import { checkSchema } from './schema/check-schema.js';
import { unknownForm } from './unknown-form.js';
import type { ValidationIssue, ValidationStage } from './validation-issue.js';
import { type CheckedOptions, checkValidationOptions, type ValidationOptions } from './validation-options.js';
import { type FormModel, writeModel } from './write-model.js';

/** What is to be said of an invoice. */
export interface ValidationResult {
  /** Whether there is no error. Warnings do not count. */
  readonly isValid: boolean;
  /** Which form it is; undefined where that cannot be told. */
  readonly form: FormName | undefined;
  /** In the order of stages; those of a stage in the document's order. */
  readonly issues: readonly ValidationIssue[];
}

/**
 * Says what KSeF would say of an invoice, and what the law asks beyond that, before anything is sent: encoding and
 * size, the schema of its form, KSeF's own checks, law and brochure.
 *
 * libxml2 (1 MB of WebAssembly) is loaded with the first call.
 *
 * @param invoice - the invoice's file, exactly as it is going to be sent; or a model of `@ksef/forms`
 * @throws InvalidInputError `INVALID_OPTION`; `UNSUPPORTED_FORM` for a model of no form
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
  const { root, issues: ofBytes } = checkBytes(bytes);
  const form = root === undefined ? undefined : formOf(root);
  const issues: ValidationIssue[] = [];
  const add = (stage: ValidationStage, found: Iterable<ValidationIssue>) => {
    if (!stages.has(stage)) return;
    for (const issue of found) {
      if (issues.length >= maxIssues) return;
      const judged = withSeverity(issue, checked);
      if (judged !== undefined) issues.push(judged);
    }
  };
  add('bytes', ofBytes);
  if (root !== undefined) {
    if (form === undefined || form.startsWith('upo') || form.startsWith('auth'))
      add('schema', [unknownForm(root)]);
    else {
      const places = new Places(root);
      if (stages.has('schema')) add('schema', await checkSchema(bytes, form, places, maxIssues));
      signal?.throwIfAborted();
      const context = {
        form,
        today: checked.today,
        sentBy: checked.sentBy,
        sessionForm: checked.sessionForm,
      };
      if (stages.has('ksef')) add('ksef', applyRules('ksef', ksefRules, root, places, context));
      if (stages.has('law')) add('law', applyRules('law', lawRules, root, places, context));
    }
  }
  return { isValid: issues.every(({ severity }) => severity !== 'error'), form, issues };
}

function* applyRules(
  stage: ValidationStage,
  rules: readonly Rule[],
  root: XmlElement,
  places: Places,
  context: RuleContext,
): Iterable<ValidationIssue> {
  for (const { id, severity, forms, source, check } of rules) {
    if (!forms.includes(context.form)) continue;
    const found: ValidationIssue[] = [];
    check(
      root,
      (element, message, fix) => {
        const { line, column } = element;
        found.push({
          rule: id,
          stage,
          severity,
          path: places.pathOf(element),
          line,
          column,
          message,
          fix,
          source,
        });
      },
      context,
    );
    yield* found;
  }
}

function withSeverity(issue: ValidationIssue, { rules }: CheckedOptions): ValidationIssue | undefined {
  const severity = Object.hasOwn(rules, issue.rule) ? rules[issue.rule] : undefined;
  if (severity === undefined || severity === issue.severity) return issue;
  return severity === 'off' ? undefined : { ...issue, severity };
}

/** A model's file; or, for a model that its form does not allow, what is wrong with it. */
async function writtenOrRefused(
  model: FormModel,
): Promise<{ readonly bytes: Uint8Array } | { readonly refused: ValidationResult }> {
  try {
    return await writeModel(model);
  } catch (error) {
    if (!(error instanceof FormError)) throw error;
    const issues = error.problems.map(({ kind, path, line, column, message }): ValidationIssue => {
      const rule = `schema-${kind}`;
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
