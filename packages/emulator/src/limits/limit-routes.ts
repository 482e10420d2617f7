import type { FastifyInstance } from 'fastify';
import type { SubjectIdentifier } from '../auth/records.js';
import { identifiersOf } from '../auth/rights.js';
import { subjectOf } from '../auth/subject.js';
import { setSubjectLimits, subjectLimits } from '../certificates/subject-limits.js';
import type { EmulatorKernel } from '../emulator-kernel.js';
import { invalidInput } from '../input/problems.js';
import type { Principal } from '../kernel.js';
import {
  type ContextLimits,
  contextLimits,
  type SessionKindLimits,
  setContextLimits,
} from './context-limits.js';
import { contractLimits, rateLimitsOf, setRateLimits } from './rate-limit-settings.js';
import { readRateLimits } from './read-rate-limits.js';

type Json = Readonly<Record<string, unknown>>;

/** Limits in force, and what `/testdata` changes of them. */
export function limitRoutes(app: FastifyInstance, kernel: EmulatorKernel): void {
  app.get('/rate-limits', async (request) =>
    rateLimitsOf(kernel, kernel.authenticate(request).context, kernel.options.rateLimits ?? 'off'),
  );
  app.post('/testdata/rate-limits', async (request) => {
    const { context } = kernel.authenticate(request);
    setRateLimits(kernel, context, readRateLimits(member(request.body, 'rateLimits')));
    return {};
  });
  app.post('/testdata/rate-limits/production', async (request) => {
    setRateLimits(kernel, kernel.authenticate(request).context, contractLimits);
    return {};
  });
  app.delete('/testdata/rate-limits', async (request) => {
    setRateLimits(kernel, kernel.authenticate(request).context, undefined);
    return {};
  });

  app.get('/limits/context', async (request) => contextLimits(kernel, kernel.authenticate(request).context));
  app.post('/testdata/limits/context/session', async (request) => {
    const { context } = kernel.authenticate(request);
    setContextLimits(kernel, context, readContextLimits(request.body));
    return {};
  });
  app.delete('/testdata/limits/context/session', async (request) => {
    setContextLimits(kernel, kernel.authenticate(request).context, undefined);
    return {};
  });

  app.get('/limits/subject', async (request) => {
    const limits = subjectLimits(kernel, subjectOf(kernel, kernel.authenticate(request)));
    return {
      enrollment: { maxEnrollments: limits.maxEnrollments },
      certificate: { maxCertificates: limits.maxCertificates },
    };
  });
  app.post('/testdata/limits/subject/certificate', async (request) => {
    const subject = chosenSubject(
      kernel.authenticate(request),
      member(request.body, 'subjectIdentifierType'),
    );
    const enrollments = optionalNumber(request.body, 'enrollment', 'maxEnrollments');
    const certificates = optionalNumber(request.body, 'certificate', 'maxCertificates');
    setSubjectLimits(kernel, subject, {
      ...(enrollments === undefined ? {} : { maxEnrollments: enrollments }),
      ...(certificates === undefined ? {} : { maxCertificates: certificates }),
    });
    return {};
  });
  app.delete('/testdata/limits/subject/certificate', async (request) => {
    for (const one of identifiersOf(kernel, subjectOf(kernel, kernel.authenticate(request))))
      setSubjectLimits(kernel, one, undefined);
    return {};
  });

  /** The caller's identifier of the type asked for; its own without one. */
  function chosenSubject(principal: Principal, type: unknown): SubjectIdentifier {
    const own = subjectOf(kernel, principal);
    if (type === undefined || type === null) return own;
    const found = identifiersOf(kernel, own).find((one) => one.type === type);
    if (found === undefined)
      throw invalidInput("'subjectIdentifierType' nie odpowiada zalogowanemu podmiotowi.");
    return found;
  }
}

function readContextLimits(body: unknown): ContextLimits {
  return {
    onlineSession: sessionKind(member(body, 'onlineSession'), 'onlineSession'),
    batchSession: sessionKind(member(body, 'batchSession'), 'batchSession'),
    collectiveIdentifier: {
      // Clients of the contract before 2.8 do not know it.
      maxInvoices: optionalNumber(body, 'collectiveIdentifier', 'maxInvoices') ?? 500,
    },
  };
}

function sessionKind(given: unknown, name: string): SessionKindLimits {
  return {
    maxInvoiceSizeInMB: wholeNumber(given, 'maxInvoiceSizeInMB', name, 5),
    maxInvoiceWithAttachmentSizeInMB: wholeNumber(given, 'maxInvoiceWithAttachmentSizeInMB', name, 10),
    maxInvoices: wholeNumber(given, 'maxInvoices', name, 100_000),
  };
}

function optionalNumber(body: unknown, name: string, field: string): number | undefined {
  const given = member(body, name);
  const value = given === undefined || given === null ? undefined : member(given, field);
  return value === undefined || value === null ? undefined : wholeNumber(given, field, name);
}

function wholeNumber(given: unknown, field: string, parent: string, most = 2 ** 31 - 1): number {
  const value = member(given, field);
  if (!Number.isInteger(value) || Number(value) < 0 || Number(value) > most)
    throw invalidInput(`'${parent}.${field}' musi być liczbą całkowitą z zakresu 0-${most}.`);
  return Number(value);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Json)[name] : undefined;
}
