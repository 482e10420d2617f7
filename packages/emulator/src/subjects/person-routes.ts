import type { FastifyInstance } from 'fastify';
import { bodyOf, Problem } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { createdAt } from './company-routes.js';
import type { PersonRecord } from './persons.js';

/** Body of `POST /testdata/person`. */
interface PersonRequest {
  readonly nip: string;
  readonly pesel: string;
  readonly isBailiff: boolean;
  readonly description: string;
  readonly isDeceased?: boolean | null;
  readonly createdDate?: string | null;
}

/** `/testdata/person`: persons whose NIP and PESEL belong together. */
export function personRoutes(app: FastifyInstance, kernel: Kernel): void {
  const persons = kernel.collection<PersonRecord>('persons');
  app.post('/testdata/person', async (request, reply) => {
    const given = bodyOf<PersonRequest>(request);
    const { nip, pesel, isBailiff, description } = given;
    if (persons.get(nip) !== undefined)
      throw new Problem({ status: 400, code: 30001, description: 'Podmiot lub uprawnienie już istnieje.' });
    persons.set(nip, {
      nip,
      pesel,
      isDeceased: given.isDeceased === true,
      isBailiff,
      description,
      createdAt: createdAt(given, kernel.now()),
    });
    return reply.send();
  });
  app.post('/testdata/person/remove', async (request, reply) => {
    persons.delete(bodyOf<Pick<PersonRequest, 'nip'>>(request).nip);
    return reply.send();
  });
}
