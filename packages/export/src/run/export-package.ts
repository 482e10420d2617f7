import type { Schemas } from '@ksef/api';
import { IntegrityError } from '@ksef/core';

/** Status of an export, as KSeF reports it. */
export type ExportStatus = Schemas['InvoiceExportStatusResponse'];
/** The package of a finished export. */
export type ExportPackage = NonNullable<ExportStatus['package']>;

// KSeF splits at 100 MB, and a package has 1 GB at most.
const mostParts = 1_000;
const longestText = 10_000;

/**
 * The package that a status names, once its fields are what the contract says: everything below relies on them.
 *
 * @throws IntegrityError `INVALID_PACKAGE`
 */
export function checkPackage(referenceNumber: string, found: unknown): ExportPackage {
  const fault = faultOf(found);
  if (fault === undefined) return found as ExportPackage;
  throw new IntegrityError(
    `KSeF describes the package of export ${referenceNumber} in a way that cannot be used: ${fault}. Start a new export.`,
    { code: 'INVALID_PACKAGE' },
  );
}

function faultOf(found: unknown): string | undefined {
  if (!isRecord(found)) return `package is ${kindOf(found)}, not an object`;
  const { parts, invoiceCount } = found;
  if (!isCount(invoiceCount)) return `invoiceCount is ${kindOf(invoiceCount)}, not a number of invoices`;
  if (!Array.isArray(parts)) return `parts is ${kindOf(parts)}, not a list`;
  if (parts.length > mostParts) return `it has ${parts.length} parts, more than ${mostParts}`;
  for (const [index, part] of parts.entries()) {
    const fault = faultOfPart(part);
    if (fault !== undefined) return `parts[${index}]${fault}`;
  }
  return undefined;
}

function faultOfPart(part: unknown): string | undefined {
  if (!isRecord(part)) return ` is ${kindOf(part)}, not an object`;
  for (const name of ['ordinalNumber', 'partSize', 'encryptedPartSize'])
    if (!isCount(part[name])) return `.${name} is ${kindOf(part[name])}, not a whole number of at least 0`;
  for (const name of ['method', 'url', 'partHash', 'encryptedPartHash', 'expirationDate']) {
    const value = part[name];
    if (typeof value !== 'string' || value === '') return `.${name} is ${kindOf(value)}, not a text`;
    if (value.length > longestText) return `.${name} has ${value.length} characters`;
  }
  // Presigned links are followed as they are: one that writes or deletes is not a download.
  if (part.method !== 'GET')
    return `.method is ${JSON.stringify(String(part.method).slice(0, 20))}, not "GET"`;
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'number') return String(value);
  if (value === '') return 'empty';
  return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
}
