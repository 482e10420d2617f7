import type { FormName } from '@ksef/forms';
import type { XmlElement } from '@ksef/forms/xml';
import type { ErrorDetail, XmlDocument } from 'libxml2-wasm';
import type { Places } from '../reading/places.js';
import type { ValidationIssue } from '../validation-issue.js';
import { explainViolation } from './explain-violation.js';
import { loadLibxml2 } from './load-libxml2.js';
import { loadSchemaValidator } from './load-schema-validator.js';

/**
 * All violations of the form's schema, in document order; undefined if libxml2 cannot read the document at all.
 *
 * @param places - called only if there are violations: most documents have none
 */
export async function checkSchema(
  bytes: Uint8Array,
  form: FormName,
  places: () => Places | undefined,
  most: number,
): Promise<ValidationIssue[] | undefined> {
  const loading = loadSchemaValidator(form);
  if (loading === undefined) return [];
  const [{ validator, elementNames }, libxml2] = await Promise.all([loading, loadLibxml2()]);
  let document: XmlDocument | undefined;
  try {
    document = libxml2.XmlDocument.fromBuffer(bytes, {
      option:
        libxml2.ParseOption.XML_PARSE_NONET |
        libxml2.ParseOption.XML_PARSE_NO_XXE |
        libxml2.ParseOption.XML_PARSE_BIG_LINES,
    });
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof libxml2.XmlLibError)) throw error;
    const found = document === undefined ? undefined : places();
    return found && toIssues(error.details, most, form, found, (name) => elementNames.has(name));
  } finally {
    document?.dispose();
  }
}

function toIssues(
  details: readonly ErrorDetail[],
  most: number,
  form: FormName,
  places: Places,
  isKnown: (name: string) => boolean,
): ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  // After a facet error, libxml2 adds that the value does not match its type: that adds no information.
  const withFacet = new Set(
    details.filter(({ message }) => message.includes('[facet ')).map(({ xpath }) => xpath),
  );
  for (const { message, xpath = '', line, col } of details) {
    if (issues.length >= most) break;
    if (withFacet.has(xpath) && !message.includes('[facet ')) {
      if (message.includes('is not a valid value')) continue;
    }
    const element = places.elementAt(xpath);
    const attribute = attributeIn(message);
    const path = element === undefined ? '' : places.pathOf(element);
    const explained = explainViolation(message, nameOf(message, element, attribute), isKnown);
    issues.push({
      ...explained,
      stage: 'schema',
      severity: 'error',
      path: attribute === undefined || path === '' ? path : `${path}/@${attribute}`,
      line: element?.line ?? line,
      column: element?.column ?? col,
      source: `schema of ${form}`,
    });
  }
  return issues;
}

// An invalid attribute value is reported at the attribute; an unexpected attribute at its element.
function nameOf(message: string, element: XmlElement | undefined, attribute: string | undefined): string {
  if (attribute !== undefined && !message.includes(`The attribute '`)) return attribute;
  return element?.name ?? nameIn(message);
}

/** The attribute at the beginning of a message: `Element 'Name', attribute 'attribute': …`. */
function attributeIn(message: string): string | undefined {
  return /^Element '[^']{1,400}', attribute '(?:\{[^}']{0,300}\})?([^']{1,100})'/.exec(message)?.[1];
}

/** The element at the beginning of a message: `Element '{namespace}Name': …`. */
function nameIn(message: string): string {
  return /^Element '(?:\{[^}']{0,300}\})?([^']{1,100})'/.exec(message)?.[1] ?? '';
}
