import type { FastifyInstance } from 'fastify';
import type { Callers, Principal } from '../access/index.js';
import { invalidInput, isMissing, oneOf, Problem, unreadable } from '../http/index.js';
import { sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { identifiersOf } from '../subjects/index.js';
import type { FindLoginCertificate } from './login-certificate.js';
import { notRevocable, unknownCertificate } from './problems.js';
import { type CertificateRecord, certificateStatus, certificatesOf } from './records.js';

const serialPattern = /^[0-9A-F]{16}$/;
const reasons = ['Unspecified', 'Superseded', 'KeyCompromise'];

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
    const { certificateSerialNumbers: serials } = bodyOf(request.body);
    if (!Array.isArray(serials) || serials.length < 1 || serials.length > 10)
      throw invalidInput("'certificateSerialNumbers' musi zawierać od 1 do 10 numerów.");
    if (!serials.every((one) => serialPattern.test(String(one))))
      throw invalidInput("'certificateSerialNumbers' zawiera nieprawidłowy numer.");
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
      const matches = filterOf(bodyOf(request.body), kernel.now());
      const all = ownedBy(principal)
        .filter(matches)
        .sort((one, other) => other.requestedAt - one.requestedAt);
      const start = offset * size;
      return {
        certificates: all.slice(start, start + size).map(describe),
        hasMore: all.length > start + size,
      };
    },
  );

  app.post<{ Params: { serialNumber: string } }>(
    '/certificates/:serialNumber/revoke',
    async (request, reply) => {
      const principal = callers.authenticate(request);
      const { revocationReason: reason } = bodyOf(request.body);
      if (!isMissing(reason)) oneOf('revocationReason', reason, reasons);
      if (loginCertificate(principal) === undefined) throw methodNotAllowed();
      const record = find(principal, request.params.serialNumber);
      if (certificateStatus(record, kernel.now()) !== 'Active') throw notRevocable();
      certificates.set(record.serialNumber, { ...record, revokedAt: kernel.now() });
      kernel.record('certificate-revoked', { serialNumber: record.serialNumber });
      return reply.code(204).send();
    },
  );

  app.put<{ Params: { serialNumber: string } }>('/testdata/certificates/:serialNumber', async (request) => {
    const record = find(callers.authenticate(request), request.params.serialNumber);
    const validTo = Date.parse(String(bodyOf(request.body).validTo));
    if (Number.isNaN(validTo) || validTo > record.validTo)
      throw invalidInput("'validTo' musi być datą nie późniejszą niż obecny koniec ważności.");
    certificates.set(record.serialNumber, { ...record, validTo });
    return {};
  });

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

  function describe(record: CertificateRecord) {
    return {
      certificateSerialNumber: record.serialNumber,
      name: record.name,
      type: record.type,
      commonName: record.commonName,
      status: certificateStatus(record, kernel.now()),
      subjectIdentifier: record.subjectIdentifier,
      validFrom: kernel.timestamp(record.validFrom),
      validTo: kernel.timestamp(record.validTo),
      lastUseDate: record.lastUsedAt === null ? null : kernel.timestamp(record.lastUsedAt),
      requestDate: kernel.timestamp(record.requestedAt),
    };
  }
}

function filterOf(filter: Record<string, unknown>, now: number): (record: CertificateRecord) => boolean {
  const { certificateSerialNumber: serial, name, type, status, expiresAfter } = filter;
  const after = expiresAfter == null ? undefined : Date.parse(String(expiresAfter));
  const details: string[] = [];
  if (serial != null && !serialPattern.test(String(serial)))
    details.push("'certificateSerialNumber' ma nieprawidłowy format.");
  if (type != null) oneOf('type', type, ['Authentication', 'Offline']);
  if (status != null) oneOf('status', status, ['Active', 'Blocked', 'Revoked', 'Expired']);
  if (Number.isNaN(after)) throw unreadable('expiresAfter');
  if (details.length > 0) throw invalidInput(...details);
  return (record) =>
    (serial == null || record.serialNumber === serial) &&
    (name == null || record.name.includes(String(name))) &&
    (type == null || record.type === type) &&
    (status == null || certificateStatus(record, now) === status) &&
    (after === undefined || record.validTo > after);
}

function integer(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw invalidInput(`'${name}' musi być liczbą całkowitą z zakresu ${least}-${most}.`);
  return value;
}

function bodyOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

function methodNotAllowed(): Problem {
  return new Problem({
    status: 403,
    description: 'Operacja nie jest dostępna dla wykorzystanego sposobu uwierzytelnienia.',
    reasonCode: 'auth-method-not-allowed',
  });
}
