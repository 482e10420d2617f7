import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import { invalidInput, Problem, unreadable } from '../http/index.js';
import { type SubjectIdentifier, sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import type { FindLoginCertificate, LoginCertificate } from './login-certificate.js';
import {
  certificateLimitReached,
  csrDiffers,
  enrollmentLimitReached,
  noEnrollment,
  noEnrollmentData,
  unknownEnrollment,
} from './problems.js';
import type { Csr } from './read-csr.js';
import { type CertificateType, certificatesOf, type EnrollmentRecord } from './records.js';
import { attributeOids, type SubjectAttributes } from './subject-attributes.js';
import { subjectLimits, usageOf } from './subject-limits.js';

const namePattern = /^[a-zA-Z0-9_\- ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]{5,100}$/;
const retentionMs = 30 * 86_400_000;
const lifeMs = 2 * 365 * 86_400_000;

/** `/certificates/limits`, `/certificates/enrollments` */
export function enrollmentRoutes(
  app: FastifyInstance,
  kernel: Kernel,
  callers: Callers,
  loginCertificate: FindLoginCertificate,
): void {
  const enrollments = kernel.collection<EnrollmentRecord>('enrollments');

  app.get('/certificates/limits', async (request) => {
    const principal = callers.authenticate(request);
    const { enrollment, certificate } = remaining(principal.subject);
    const canRequest =
      loginCertificate(principal) !== undefined && enrollment.remaining > 0 && certificate.remaining > 0;
    return { canRequest, enrollment, certificate };
  });

  app.get('/certificates/enrollments/data', async (request) => {
    const login = loginCertificate(callers.authenticate(request));
    if (login === undefined) throw noEnrollmentData();
    const none = Object.fromEntries(Object.keys(attributeOids).map((name) => [name, null]));
    return { ...none, ...login.attributes };
  });

  app.post('/certificates/enrollments', async (request, reply) => {
    const login = loginCertificate(callers.authenticate(request));
    if (login === undefined) throw noEnrollment();
    const wish = readWish(request.body, kernel.now());
    const { enrollment, certificate } = remaining(login.subject);
    if (enrollment.remaining === 0) throw enrollmentLimitReached(enrollment.limit);
    if (certificate.remaining === 0) throw certificateLimitReached(certificate.limit);
    const [{ readCsr }, { issueCertificate }] = await Promise.all([
      import('./read-csr.js'),
      import('./issue-certificate.js'),
    ]);
    const csr = readCsr(wish.csr);
    compare(csr, login.attributes);
    const referenceNumber = kernel.newReferenceNumber('CE');
    const requestedAt = kernel.now();
    enrollments.set(referenceNumber, {
      referenceNumber,
      subjectIdentifier: login.subject,
      requestedAt,
      outcome: issue(issueCertificate, login, wish, csr),
    });
    kernel.record('certificate-requested', { referenceNumber, certificateType: wish.type });
    return reply.code(202).send({ referenceNumber, timestamp: kernel.timestamp(requestedAt) });
  });

  app.get<{ Params: { referenceNumber: string } }>(
    '/certificates/enrollments/:referenceNumber',
    async (request) => {
      const subject = callers.authenticate(request).subject;
      const { referenceNumber } = request.params;
      const enrollment = enrollments.get(referenceNumber);
      if (enrollment === undefined || !sameIdentifier(enrollment.subjectIdentifier, subject))
        throw unknownEnrollment(referenceNumber);
      if (kernel.now() > enrollment.requestedAt + retentionMs)
        throw new Problem({ status: 410, description: 'Status wniosku nie jest już dostępny.' });
      return describe(enrollment);
    },
  );

  function remaining(subject: SubjectIdentifier) {
    const limits = subjectLimits(kernel, subject);
    const used = usageOf(kernel, subject);
    const left = (name: keyof typeof limits) => ({
      remaining: Math.max(0, limits[name] - used[name]),
      limit: limits[name],
    });
    return { enrollment: left('maxEnrollments'), certificate: left('maxCertificates') };
  }

  function issue(
    issueCertificate: IssueCertificate,
    login: LoginCertificate,
    wish: Wish,
    { subject, publicKey, spki }: Csr,
  ) {
    const publicKeyHash = createHash('sha256').update(spki).digest('hex');
    const certificates = certificatesOf(kernel);
    const taken = [...certificates.values()].some(
      (one) => one.publicKeyHash === publicKeyHash && !sameIdentifier(one.subjectIdentifier, login.subject),
    );
    if (taken) return { rejected: 'Klucz publiczny został już certyfikowany przez inny podmiot.' };
    const { serialNumber, certificate } = issueCertificate(kernel.keys.authority(), {
      subject,
      publicKey,
      type: wish.type,
      validFrom: wish.validFrom,
      validTo: wish.validFrom + lifeMs,
    });
    certificates.set(serialNumber, {
      serialNumber,
      name: wish.name,
      type: wish.type,
      commonName: login.attributes.commonName ?? '',
      subjectIdentifier: login.subject,
      publicKeyHash,
      certificate: certificate.toString('base64'),
      validFrom: wish.validFrom,
      validTo: wish.validFrom + lifeMs,
      requestedAt: kernel.now(),
      lastUsedAt: null,
      revokedAt: null,
    });
    return { serialNumber };
  }

  function describe({ requestedAt, outcome }: EnrollmentRecord) {
    const requestDate = kernel.timestamp(requestedAt);
    if (kernel.now() < requestedAt + kernel.processingDelayMs())
      return { requestDate, status: { code: 100, description: 'Wniosek przyjęty do realizacji' } };
    if ('rejected' in outcome) {
      const details = [outcome.rejected];
      return { requestDate, status: { code: 400, description: 'Wniosek odrzucony', details } };
    }
    return {
      requestDate,
      status: { code: 200, description: 'Wniosek obsłużony (certyfikat wygenerowany)' },
      certificateSerialNumber: outcome.serialNumber,
    };
  }
}

type IssueCertificate = typeof import('./issue-certificate.js').issueCertificate;

interface Wish {
  readonly name: string;
  readonly type: CertificateType;
  readonly csr: string;
  readonly validFrom: number;
}

function readWish(body: unknown, now: number): Wish {
  const { certificateName, certificateType, csr, validFrom } = (body ?? {}) as Record<string, unknown>;
  const start = validFrom === undefined || validFrom === null ? now : Date.parse(String(validFrom));
  const details: string[] = [];
  if (typeof certificateName !== 'string' || !namePattern.test(certificateName))
    details.push("'certificateName' musi mieć od 5 do 100 dozwolonych znaków.");
  if (typeof csr !== 'string' || csr === '') details.push("'csr' jest wymagane.");
  if (Number.isNaN(start)) throw unreadable('validFrom');
  if (details.length > 0) throw invalidInput(...details);
  // Seen of KSeF: it trips over what is not a type instead of refusing it.
  if (certificateType !== 'Authentication' && certificateType !== 'Offline')
    throw new Problem({ status: 500, code: 500, description: 'Wystąpił nieoczekiwany błąd.' });
  return {
    name: String(certificateName),
    type: certificateType,
    csr: String(csr),
    // Certificates know whole seconds.
    validFrom: Math.floor(start / 1000) * 1000,
  };
}

/** Every attribute of the enrolment data, each once, and nothing else. Their order does not matter. */
function compare({ subject }: Csr, data: SubjectAttributes): void {
  for (const [name, oid] of Object.entries(attributeOids)) {
    const values = subject.filter(([type]) => type === oid).map(([, value]) => value);
    const expected = data[name as keyof SubjectAttributes];
    if (values.length !== (expected === undefined ? 0 : 1) || values[0] !== expected)
      throw csrDiffers(`Atrybut ${name} różni się od danych uwierzytelnienia.`);
  }
  const unknown = subject.find(([type]) => !Object.values(attributeOids).includes(type));
  if (unknown !== undefined) throw csrDiffers(`Atrybut ${unknown[0]} jest nadmiarowy.`);
}
