import type { FastifyInstance } from 'fastify';
import type { EmulatorKernel } from '../emulator-kernel.js';
import { invalidInput } from '../input/problems.js';
import { textOf } from '../input/read-fields.js';
import { Problem } from '../kernel.js';
import { readCreatedDate } from '../permissions/subject-routes.js';
import { readContext } from './read-context.js';
import type { PersonRecord } from './rights.js';

const nipPattern = /^[1-9](\d[1-9]|[1-9]\d)\d{7}$/;

type Json = Readonly<Record<string, unknown>>;

/** What `/testdata` says about who may log in where: blocked contexts, persons. */
export function authTestdataRoutes(app: FastifyInstance, kernel: EmulatorKernel): void {
  const blocked = kernel.collection<{ key: string }>('blocked-contexts');
  app.post('/testdata/context/block', async (request) => {
    const key = contextKeyOf(request.body);
    blocked.set(key, { key });
    return {};
  });
  app.post('/testdata/context/unblock', async (request) => {
    blocked.delete(contextKeyOf(request.body));
    return {};
  });

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

function contextKeyOf(body: unknown): string {
  const context = readContext(object(body).contextIdentifier);
  if (context === undefined) throw invalidInput("'contextIdentifier' ma nieprawidłowy format.");
  return `${context.type}:${context.value}`;
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
