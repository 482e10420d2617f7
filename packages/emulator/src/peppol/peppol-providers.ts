import type { FastifyInstance } from 'fastify';
import { instantOf, invalidInput, isMissing, membersOf, offsetPageOf } from '../http/index.js';
import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';

/** A provider of Peppol services to register. */
export interface PeppolProviderOptions {
  /** Such as `PPL123456`. */
  readonly id: string;
  /** Default the id. */
  readonly name?: string | undefined;
  /** ISO 8601; default now. */
  readonly dateCreated?: string | undefined;
}

/** The control functions of Peppol. */
export interface PeppolControl {
  /** Registers a provider of Peppol services, as its first login does. Again: with another name or date. */
  registerPeppolProvider(provider: PeppolProviderOptions): void;
}

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

export function makePeppolControl(kernel: Kernel): PeppolControl {
  return {
    registerPeppolProvider(provider) {
      const { id, name = id, dateCreated } = membersOf(provider, ['id', 'name', 'dateCreated']);
      if (typeof id !== 'string' || !/^P[A-Z]{2}\d{6}$/.test(id))
        throw invalidInput('id is P, two letters and six digits, such as PPL123456');
      if (typeof name !== 'string' || name === '' || name.length > 256)
        throw invalidInput('name is a text of 1 to 256 characters');
      const startsAt = isMissing(dateCreated) ? kernel.now() : instantOf('dateCreated', dateCreated);
      providersOf(kernel).set(id, { id, name, startsAt });
    },
  };
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
