import type { FastifyInstance } from 'fastify';
import { offsetPageOf } from '../http/index.js';
import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';

interface ProviderRecord {
  readonly id: string;
  readonly name: string;
  /** When it was registered. */
  readonly startsAt: number;
}

/** A provider of Peppol services is registered by its first login with its own certificate. */
export function registerProvider(
  kernel: Kernel,
  subject: SubjectIdentifier,
  organizationName: string | undefined,
): void {
  if (subject.type !== 'PeppolId') return;
  const id = subject.value;
  const providers = providersOf(kernel);
  if (providers.get(id) !== undefined) return;
  providers.set(id, { id, name: organizationName ?? id, startsAt: kernel.now() });
}

/** `GET /peppol/query`, for everyone. */
export function peppolRoutes(app: FastifyInstance, kernel: Kernel): void {
  app.get('/peppol/query', async (request) =>
    offsetPageOf(request, 'peppolProviders', [...providersOf(kernel).values()], ({ id, name, startsAt }) => ({
      id,
      name,
      dateCreated: kernel.timestamp(startsAt),
    })),
  );
}

function providersOf(kernel: Kernel) {
  return kernel.collection<ProviderRecord>('peppol-providers');
}
