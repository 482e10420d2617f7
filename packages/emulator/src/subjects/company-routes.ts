import type { FastifyInstance } from 'fastify';
import { objectOf, oneOf, Problem, textOf, unreadable } from '../http/index.js';
import { nipOf } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { type SubjectRecord, subjectsOf, subjectTypes } from './company-roles.js';

/** `/testdata/subject`: companies with roles, and the companies below them. */
export function companyRoutes(app: FastifyInstance, kernel: Kernel): void {
  const subjects = subjectsOf(kernel);

  app.post('/testdata/subject', async (request) => {
    const subject = readSubject(request.body, kernel.now());
    if (subjects.get(subject.nip) !== undefined)
      throw new Problem({ status: 400, code: 30001, description: 'Podmiot lub uprawnienie już istnieje.' });
    subjects.set(subject.nip, subject);
    return {};
  });

  app.post('/testdata/subject/remove', async (request) => {
    subjects.delete(nipOf('subjectNip', objectOf('body', request.body).subjectNip));
    return {};
  });
}

function readSubject(body: unknown, now: number): SubjectRecord {
  const given = objectOf('body', body);
  const { subunits } = given;
  if (subunits !== undefined && subunits !== null && !Array.isArray(subunits)) throw unreadable('subunits');
  return {
    nip: nipOf('subjectNip', given.subjectNip),
    type: oneOf('subjectType', given.subjectType, subjectTypes),
    description: textOf('description', given.description, 5, 256),
    subunits: (subunits ?? []).map((one: unknown) => {
      const { subjectNip, description } = objectOf('subunits', one);
      return {
        nip: nipOf('subunits.subjectNip', subjectNip),
        description: textOf('subunits.description', description, 5, 256),
      };
    }),
    createdAt: readCreatedDate(given, now),
  };
}

/** `createdDate` in milliseconds, now where it is left out, else 21405. */
export function readCreatedDate({ createdDate }: Readonly<Record<string, unknown>>, now: number): number {
  if (createdDate === undefined || createdDate === null) return now;
  const at = typeof createdDate === 'string' ? Date.parse(createdDate) : Number.NaN;
  if (Number.isNaN(at)) throw unreadable('createdDate');
  return at;
}
