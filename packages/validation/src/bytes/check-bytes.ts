import { InvalidInputError } from '@ksef/core';
import type { FormProblem } from '@ksef/forms';
import { readXmlTree, type XmlElement } from '@ksef/forms/xml';
import { find } from '../reading/elements.js';
import type { Texts } from '../texts.js';
import type { Severity, ValidationIssue } from '../validation-issue.js';

const source = 'weryfikacja-faktury.md';
const largestBytes = 1_000_000;
const largestWithAttachmentBytes = 3_000_000;

/** What the bytes of a file show: the document's tree, if readable, and the issues. */
export interface CheckedBytes {
  readonly root: XmlElement | undefined;
  readonly issues: readonly ValidationIssue[];
}

/** Encoding, characters, well-formedness, size. */
export function checkBytes(bytes: Uint8Array): CheckedBytes {
  try {
    const { root, problems } = readXmlTree(bytes, { lenient: true, maxBytes: 20_000_000 });
    return { root, issues: [...problems.map(ofProblem), ...checkSize(bytes, root)] };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { root: undefined, issues: [unreadable(error)] };
  }
}

function checkSize(bytes: Uint8Array, root: XmlElement): ValidationIssue[] {
  const hasAttachment = find(root, 'Zalacznik') !== undefined;
  const most = hasAttachment ? largestWithAttachmentBytes : largestBytes;
  if (bytes.length <= most) return [];
  return [
    issue(
      'bytes-size',
      { line: 0, column: 0 },
      {
        en: `The file has ${bytes.length} bytes. KSeF accepts ${most}.`,
        pl: `Plik ma ${bytes.length} bajtów. KSeF przyjmuje ${most}.`,
      },
      { en: 'Split the invoice.', pl: 'Podziel fakturę.' },
    ),
  ];
}

const explanations: Readonly<
  Record<string, { readonly rule: string; readonly message: Texts; readonly fix: Texts }>
> = {
  encoding: {
    rule: 'bytes-encoding',
    message: { en: 'The file is not UTF-8 without a byte-order mark.', pl: 'Plik nie jest w UTF-8 bez BOM.' },
    fix: { en: 'Save it as UTF-8 without BOM.', pl: 'Zapisz plik w UTF-8 bez BOM.' },
  },
  character: {
    rule: 'bytes-character',
    message: {
      en: 'The file has a character that KSeF refuses.',
      pl: 'Plik zawiera znak, którego KSeF nie przyjmuje.',
    },
    fix: { en: 'Remove the character.', pl: 'Usuń ten znak.' },
  },
  'processing-instruction': {
    rule: 'bytes-processing-instruction',
    message: { en: 'The file has a processing instruction.', pl: 'Plik zawiera instrukcję przetwarzania.' },
    fix: { en: 'Remove <?…?>.', pl: 'Usuń <?…?>.' },
  },
};

function ofProblem(problem: FormProblem): ValidationIssue {
  const known = explanations[problem.kind];
  if (known === undefined)
    return issue(
      'bytes-other',
      problem,
      { en: problem.message, pl: problem.message },
      { en: 'Correct it.', pl: 'Popraw to.' },
    );
  const { rule, message, fix } = known;
  return issue(rule, problem, { en: `${message.en} ${problem.message}`, pl: message.pl }, fix);
}

function unreadable(error: InvalidInputError): ValidationIssue {
  const isDtd = error.message.includes('DTD');
  const place = /line (\d{1,9}), column (\d{1,9})/.exec(error.message);
  return issue(
    isDtd ? 'bytes-dtd' : error.code === 'DOCUMENT_TOO_LARGE' ? 'bytes-limit' : 'bytes-malformed',
    { line: Number(place?.[1] ?? 0), column: Number(place?.[2] ?? 0) },
    {
      en: error.message,
      pl: isDtd
        ? 'Plik zawiera deklarację DTD. KSeF odrzuci fakturę.'
        : 'Plik nie jest poprawnym dokumentem XML, który KSeF może odczytać.',
    },
    { en: 'Write the file with an XML library.', pl: 'Zapisz plik biblioteką XML.' },
  );
}

/** A document that one of two XML parsers rejects. */
export const malformed: ValidationIssue = issue(
  'bytes-malformed',
  { line: 0, column: 0 },
  {
    en: 'The file is not an XML document that KSeF can read.',
    pl: 'Plik nie jest poprawnym dokumentem XML, który KSeF może odczytać.',
  },
  { en: 'Write the file with an XML library.', pl: 'Zapisz plik biblioteką XML.' },
);

function issue(
  rule: string,
  { line, column }: { readonly line: number; readonly column: number },
  message: Texts,
  fix: Texts,
  severity: Severity = 'error',
): ValidationIssue {
  return { rule, stage: 'bytes', severity, path: '', line, column, message, fix, source };
}
