import type { FastifyInstance } from 'fastify';
import type { Callers, Principal } from '../access/index.js';
import { bodyOf, invalidInput, isMissing, Problem } from '../http/index.js';
import { sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { identifiersOf } from '../subjects/index.js';
import type { FindLoginCertificate } from './login-certificate.js';
import { notRevocable, unknownCertificate } from './problems.js';
import { type CertificateRecord, certificateStatus, certificatesOf, describeCertificate } from './records.js';

const serialPattern = /^[0-9A-F]{16}$/;

/** Body of `POST /certificates/retrieve`. */
interface RetrieveRequest {
  readonly certificateSerialNumbers: readonly string[];
}

/** Body of `POST /certificates/query`. */
interface CertificateFilters {
  readonly certificateSerialNumber?: string | null;
  readonly name?: string | null;
  readonly type?: string | null;
  readonly status?: string | null;
  readonly expiresAfter?: string | null;
}

/** `/certificates/retrieve`, `/certificates/query`, revocation, and the end of validity that tests set. */
export function certificateRoutes(
  app: FastifyInstance,
  kernel: Kernel,
  callers: Callers,
  loginCertificate: FindLoginCertificate,
): void {
  const certificates = certificatesOf(kernel);

  app.post('/certificates/retrieve', async (request) => {
    const principal = callers.authenticate(request);
    const { certificateSerialNumbers: serials } = bodyOf<RetrieveRequest>(request);
    const found = ownedBy(principal).filter(({ serialNumber }) => serials.includes(serialNumber));
    return {
      certificates: found.map(({ certificate, name, serialNumber, type }) => ({
        certificate,
        certificateName: name,
        certificateSerialNumber: serialNumber,
        certificateType: type,
      })),
    };
  });

  app.post<{ Querystring: { pageSize?: string; pageOffset?: string } }>(
    '/certificates/query',
    async (request) => {
      const principal = callers.authenticate(request);
      const size = integer('pageSize', request.query.pageSize ?? '10', 10, 50);
      const offset = integer('pageOffset', request.query.pageOffset ?? '0', 0, 1_000_000);
      const matches = filterOf(bodyOf<CertificateFilters | null | undefined>(request) ?? {}, kernel.now());
      const all = ownedBy(principal)
        .filter(matches)
        .sort((one, other) => other.requestedAt - one.requestedAt);
      const start = offset * size;
      return {
        certificates: all.slice(start, start + size).map((record) => describeCertificate(kernel, record)),
        hasMore: all.length > start + size,
      };
    },
  );

  app.post<{ Params: { certificateSerialNumber: string } }>(
    '/certificates/:certificateSerialNumber/revoke',
    async (request, reply) => {
      const principal = callers.authenticate(request);
      bodyOf(request);
      if (loginCertificate(principal) === undefined) throw methodNotAllowed();
      const record = find(principal, request.params.certificateSerialNumber);
      if (certificateStatus(record, kernel.now()) !== 'Active') throw notRevocable();
      certificates.set(record.serialNumber, { ...record, revokedAt: kernel.now() });
      kernel.record('certificate-revoked', { serialNumber: record.serialNumber });
      return reply.code(204).send();
    },
  );

  app.put<{ Params: { serialNumber: string } }>(
    '/testdata/certificates/:serialNumber',
    async (request, reply) => {
      const record = find(callers.authenticate(request), request.params.serialNumber);
      const validTo = Date.parse(bodyOf<{ readonly validTo: string }>(request).validTo);
      if (validTo > record.validTo)
        throw invalidInput("'validTo' musi być datą nie późniejszą niż obecny koniec ważności.");
      certificates.set(record.serialNumber, { ...record, validTo });
      return reply.send();
    },
  );

  function ownedBy(principal: Principal): CertificateRecord[] {
    const identifiers = identifiersOf(kernel, principal.subject);
    return [...certificates.values()].filter(
      (record) =>
        // Issued in fact, visible when the enrolment is done.
        kernel.now() >= record.requestedAt + kernel.processingDelayMs() &&
        identifiers.some((one) => sameIdentifier(one, record.subjectIdentifier)),
    );
  }

  function find(principal: Principal, serialNumber: string): CertificateRecord {
    if (!serialPattern.test(serialNumber)) throw invalidInput('Numer seryjny ma nieprawidłowy format.');
    const record = ownedBy(principal).find((one) => one.serialNumber === serialNumber);
    if (record === undefined) throw unknownCertificate();
    return record;
  }
}

function filterOf(filters: CertificateFilters, now: number): (record: CertificateRecord) => boolean {
  const { certificateSerialNumber, name, type, status, expiresAfter } = filters;
  const after = isMissing(expiresAfter) ? Number.NEGATIVE_INFINITY : Date.parse(expiresAfter);
  return (record) =>
    (isMissing(certificateSerialNumber) || record.serialNumber === certificateSerialNumber) &&
    (isMissing(name) || record.name.includes(name)) &&
    (isMissing(type) || record.type === type) &&
    (isMissing(status) || certificateStatus(record, now) === status) &&
    record.validTo > after;
}

function integer(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw invalidInput(`'${name}' musi być liczbą całkowitą z zakresu ${least}-${most}.`);
  return value;
}

function methodNotAllowed(): Problem {
  return new Problem({
    status: 403,
    description: 'Operacja nie jest dostępna dla wykorzystanego sposobu uwierzytelnienia.',
    reasonCode: 'auth-method-not-allowed',
  });
}
