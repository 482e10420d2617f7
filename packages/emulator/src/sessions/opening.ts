import { findFormCode, isSameForm } from '@ksef/core';
import type { FastifyRequest } from 'fastify';
import type { Kernel, Principal } from '../kernel.js';
import { readEncryption } from './encryption-input.js';
import { objectOf, stringOf } from './input.js';
import { invalidInput } from './problems.js';

/** What online and batch sessions begin with: who opens it, the form, the key, nothing sent. */
export function readOpening(
  kernel: Kernel,
  request: FastifyRequest,
  principal: Principal,
  body: Record<string, unknown>,
) {
  const formCode = objectOf('formCode', body.formCode);
  const given = {
    systemCode: stringOf('formCode.systemCode', formCode.systemCode),
    schemaVersion: stringOf('formCode.schemaVersion', formCode.schemaVersion),
    value: stringOf('formCode.value', formCode.value),
  };
  const form = findFormCode(given.systemCode);
  if (form === undefined || !isSameForm(form, given))
    throw invalidInput("'formCode' nie jest obsługiwanym schematem.");
  const features = String(request.headers['x-ksef-feature'] ?? '').split(/[\s,;]+/);
  return {
    ...readEncryption(kernel, body.encryption),
    context: principal.context,
    authReferenceNumber: principal.authReferenceNumber,
    ksefTokenReferenceNumber: principal.ksefTokenReferenceNumber ?? null,
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
