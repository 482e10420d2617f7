import type { FastifyInstance } from 'fastify';
import { bodyOf, isMissing, Problem } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { type SubjectRecord, type SubjectType, subjectsOf } from './company-roles.js';

/** Body of `POST /testdata/subject`. */
interface CompanyRequest {
  readonly subjectNip: string;
  readonly subjectType: SubjectType;
  readonly description: string;
  readonly subunits?: readonly { readonly subjectNip: string; readonly description: string }[] | null;
  readonly createdDate?: string | null;
}

/** `/testdata/subject`: companies with roles, and the companies below them. */
export function companyRoutes(app: FastifyInstance, kernel: Kernel): void {
  const subjects = subjectsOf(kernel);

  app.post('/testdata/subject', async (request, reply) => {
    const subject = readCompany(bodyOf<CompanyRequest>(request), kernel.now());
    if (subjects.get(subject.nip) !== undefined)
      throw new Problem({ status: 400, code: 30001, description: 'Podmiot lub uprawnienie już istnieje.' });
    subjects.set(subject.nip, subject);
    return reply.send();
  });

  app.post('/testdata/subject/remove', async (request, reply) => {
    subjects.delete(bodyOf<Pick<CompanyRequest, 'subjectNip'>>(request).subjectNip);
    return reply.send();
  });
}

function readCompany(given: CompanyRequest, now: number): SubjectRecord {
  return {
    nip: given.subjectNip,
    type: given.subjectType,
    description: given.description,
    subunits: (given.subunits ?? []).map(({ subjectNip, description }) => ({ nip: subjectNip, description })),
    createdAt: createdAt(given, now),
  };
}

/** `createdDate` in milliseconds, now where it is left out. */
export function createdAt({ createdDate }: { readonly createdDate?: string | null }, now: number): number {
  return isMissing(createdDate) ? now : Date.parse(createdDate);
}
