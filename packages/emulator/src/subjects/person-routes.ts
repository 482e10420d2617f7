import type { FastifyInstance } from 'fastify';
import { invalidInput, Problem, textOf } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { readCreatedDate } from './company-routes.js';
import type { PersonRecord } from './persons.js';

const nipPattern = /^[1-9](\d[1-9]|[1-9]\d)\d{7}$/;

type Json = Readonly<Record<string, unknown>>;

/** `/testdata/person`: persons whose NIP and PESEL belong together. */
export function personRoutes(app: FastifyInstance, kernel: Kernel): void {
  const persons = kernel.collection<PersonRecord>('persons');
  app.post('/testdata/person', async (request) => {
    const given = object(request.body);
    const { nip, pesel, isDeceased, isBailiff } = given;
    if (!nipPattern.test(String(nip))) throw invalidInput("'nip' ma nieprawidłowy format.");
    if (!/^\d{11}$/.test(String(pesel))) throw invalidInput("'pesel' ma nieprawidłowy format.");
    if (typeof isBailiff !== 'boolean') throw invalidInput("'isBailiff' jest wymagane.");
    const description = textOf('description', given.description, 5, 256);
    if (persons.get(String(nip)) !== undefined)
      throw new Problem({ status: 400, code: 30001, description: 'Podmiot lub uprawnienie już istnieje.' });
    persons.set(String(nip), {
      nip: String(nip),
      pesel: String(pesel),
      isDeceased: isDeceased === true,
      isBailiff,
      description,
      createdAt: readCreatedDate(given, kernel.now()),
    });
    return {};
  });
  app.post('/testdata/person/remove', async (request) => {
    persons.delete(String(object(request.body).nip));
    return {};
  });
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
