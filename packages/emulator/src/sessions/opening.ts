import { type FormCode, findFormCode, isSameForm } from '@ksef/core';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../access/index.js';
import {
  decryptKey,
  inOnePass,
  invalidInput,
  objectOf,
  readEncryption,
  type SentEncryption,
  stringOf,
} from '../http/index.js';
import type { Kernel } from '../kernel/index.js';

/** What a session is opened with. */
export interface SentOpening {
  readonly form: FormCode;
  readonly encryption: SentEncryption;
}

/** Reads form and key of a new session. */
export function readOpening(body: Record<string, unknown>): SentOpening {
  return inOnePass({
    form: () => readForm(body.formCode),
    encryption: () => readEncryption(body.encryption),
  });
}

function readForm(value: unknown): FormCode {
  const given = objectOf('formCode', value);
  const { systemCode, schemaVersion, formValue } = inOnePass({
    systemCode: () => stringOf('formCode.systemCode', given.systemCode),
    schemaVersion: () => stringOf('formCode.schemaVersion', given.schemaVersion),
    formValue: () => stringOf('formCode.value', given.value),
  });
  const form = findFormCode(systemCode);
  if (form === undefined || !isSameForm(form, { systemCode, schemaVersion, value: formValue }))
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
  const features = String(request.headers['x-ksef-feature'] ?? '').split(/[\s,;]+/);
  return {
    ...decryptKey(kernel, encryption),
    context: principal.context,
    authReferenceNumber: principal.authReferenceNumber,
    ksefTokenReferenceNumber: principal.ksefTokenReferenceNumber ?? null,
    subject: principal.subject,
    form,
    checksIdentifiers: features.includes('subject-identifier-validation'),
    closedAt: null,
    invoiceCount: 0,
    successfulInvoiceCount: 0,
    failedInvoiceCount: 0,
    upoPages: [],
    unavailable: false,
    hangs: false,
  };
}
