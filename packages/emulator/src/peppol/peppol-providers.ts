import type { FastifyInstance } from 'fastify';
import type { LoginRecord } from '../auth/records.js';
import type { Kernel } from '../kernel.js';
import { pageOf } from '../permissions/query-page.js';

interface ProviderRecord {
  readonly id: string;
  readonly name: string;
  /** When it was registered. */
  readonly startsAt: number;
}

/** A provider of Peppol services is registered by its first login with its own certificate. */
export function registerProvider(
  kernel: Kernel,
  { certificate, status }: Pick<LoginRecord, 'certificate' | 'status'>,
): void {
  if (certificate?.subject.type !== 'PeppolId' || status.code !== 200) return;
  const id = certificate.subject.value;
  const providers = providersOf(kernel);
  if (providers.get(id) !== undefined) return;
  providers.set(id, { id, name: certificate.attributes.organizationName ?? id, startsAt: kernel.now() });
}

/** `GET /peppol/query`, for everyone. */
export function peppolRoutes(app: FastifyInstance, kernel: Kernel): void {
  app.get('/peppol/query', async (request) =>
    pageOf(request, 'peppolProviders', [...providersOf(kernel).values()], ({ id, name, startsAt }) => ({
      id,
      name,
      dateCreated: kernel.timestamp(startsAt),
    })),
  );
}

function providersOf(kernel: Kernel) {
  return kernel.collection<ProviderRecord>('peppol-providers');
}
