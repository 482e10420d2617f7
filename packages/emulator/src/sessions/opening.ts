import { type FormCode, findFormCode, isSameForm } from '@ksef/core';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../access/index.js';
import {
  decryptKey,
  type EncryptionInfo,
  inOnePass,
  invalidInput,
  readEncryption,
  type SentEncryption,
} from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { prepareSchema } from './schema/index.js';

/** What the bodies that open sessions have in common. */
export interface OpeningRequest {
  readonly formCode: { readonly systemCode: string; readonly schemaVersion: string; readonly value: string };
  readonly encryption: EncryptionInfo;
}

/** What a session is opened with. */
export interface SentOpening {
  readonly form: FormCode;
  readonly encryption: SentEncryption;
}

/** Reads form and key of a new session. */
export function readOpening({ formCode, encryption }: OpeningRequest): SentOpening {
  return inOnePass({
    form: () => readForm(formCode),
    encryption: () => readEncryption(encryption),
  });
}

function readForm(given: OpeningRequest['formCode']): FormCode {
  const form = findFormCode(given.systemCode);
  if (form === undefined || !isSameForm(form, given))
    throw invalidInput("'formCode' nie jest obsługiwanym schematem.");
  return form;
}

/** What online and batch sessions begin with: who opens it, the form, the key, nothing sent. */
export function beginSession(
  kernel: Kernel,
  request: FastifyRequest,
  principal: Principal,
  { form, encryption }: SentOpening,
) {
  if (kernel.options.schema !== 'off') prepareSchema(form);
  const features = String(request.headers['x-ksef-feature'] ?? '').split(/[\s,;]+/);
  return {
    ...decryptKey(kernel, encryption),
    context: principal.context,
    authReferenceNumber: principal.authReferenceNumber,
    ksefTokenReferenceNumber: principal.ksefTokenReferenceNumber ?? null,
    subject: principal.subject,
    form,
    checksIdentifiers:
      kernel.options.nipChecksums === 'always' || features.includes('subject-identifier-validation'),
    closedAt: null,
    invoiceCount: 0,
    successfulInvoiceCount: 0,
    failedInvoiceCount: 0,
    upoPages: [],
    unavailable: false,
    hangs: false,
  };
}
