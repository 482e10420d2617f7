import type { FastifyInstance } from 'fastify';
import type { Callers, Principal } from '../access/index.js';
import { bodyOf, invalidInput, isMissing } from '../http/index.js';
import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { identifiersOf } from '../subjects/index.js';
import { setSubjectLimits, subjectLimits } from './subject-limits.js';

/** Body of `POST /testdata/limits/subject/certificate`. */
type SubjectLimitsRequest = {
  readonly subjectIdentifierType?: string | null;
  readonly enrollment?: { readonly maxEnrollments?: number | null } | null;
  readonly certificate?: { readonly maxCertificates?: number | null } | null;
} | null;

/** Limits of a subject's certificates and enrolments, and what `/testdata` changes of them. */
export function subjectLimitRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  app.get('/limits/subject', async (request) => {
    const limits = subjectLimits(kernel, callers.authenticate(request).subject);
    return {
      enrollment: { maxEnrollments: limits.maxEnrollments },
      certificate: { maxCertificates: limits.maxCertificates },
    };
  });
  app.post('/testdata/limits/subject/certificate', async (request, reply) => {
    const principal = callers.authenticate(request);
    const { subjectIdentifierType, enrollment, certificate } = bodyOf<SubjectLimitsRequest>(request) ?? {};
    const subject = chosenSubject(principal, subjectIdentifierType);
    const enrollments = enrollment?.maxEnrollments;
    const certificates = certificate?.maxCertificates;
    setSubjectLimits(kernel, subject, {
      ...(isMissing(enrollments) ? {} : { maxEnrollments: enrollments }),
      ...(isMissing(certificates) ? {} : { maxCertificates: certificates }),
    });
    return reply.send();
  });
  app.delete('/testdata/limits/subject/certificate', async (request, reply) => {
    for (const one of identifiersOf(kernel, callers.authenticate(request).subject))
      setSubjectLimits(kernel, one, undefined);
    return reply.send();
  });

  /** The caller's identifier of the type asked for; its own without one. */
  function chosenSubject(principal: Principal, type: string | null | undefined): SubjectIdentifier {
    const own = principal.subject;
    if (isMissing(type)) return own;
    const found = identifiersOf(kernel, own).find((one) => one.type === type);
    if (found === undefined)
      throw invalidInput("'subjectIdentifierType' nie odpowiada zalogowanemu podmiotowi.");
    return found;
  }
}
