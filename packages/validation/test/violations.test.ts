import { describe, expect, it } from 'vitest';
import { validateInvoice } from '../src/index.js';
import { formDocuments } from './support/form-documents.js';
import { violations } from './support/violations.js';

const now = new Date('2026-11-28T12:00:00Z');
const validate = (xml: string) =>
  validateInvoice(new TextEncoder().encode(xml), { now, stages: ['bytes', 'schema'] });

describe.each(formDocuments)('a document of $form', ({ form, xml }) => {
  it('is valid', async () => {
    expect(await validate(xml)).toEqual({ isValid: true, form, issues: [] });
  });

  it('has 15 kinds of violations here', () => {
    expect(violations[form].length).toBeGreaterThanOrEqual(15);
  });

  it.each(violations[form])('with $what is refused: $rule at $path', async ({ rule, path, change }) => {
    const wrong = change(xml);
    expect(wrong).not.toBe(xml);
    const { isValid, issues } = await validate(wrong);
    expect(isValid).toBe(false);
    expect(issues.map((issue) => issue.rule)).toContain(rule);
    // Several facets may forbid one value.
    expect([...new Set(issues.map((issue) => issue.path))]).toEqual([path]);
  });
});
