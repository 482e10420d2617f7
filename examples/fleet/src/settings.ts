import { customEnvironment, environments, type KsefEnvironment } from '@ksef/core';

/** Settings of a process of the fleet, from environment variables. */
export interface FleetSettings {
  readonly engine: 'bullmq' | 'pg-boss';
  readonly environment: KsefEnvironment;
  /** For BullMQ. */
  readonly redisUrl: string;
  /** For pg-boss. */
  readonly databaseUrl: string;
  /** Certificates of the companies; journals too, where there is no PostgreSQL. All processes see it. */
  readonly folder: string;
  /** How many processes share the limits. */
  readonly processCount: number;
  /** Jobs that a process works on at one time. */
  readonly concurrency: number;
  /** A certificate is renewed so long before its end. */
  readonly renewBeforeDays: number;
  /** The pause between two attempts to send what was issued offline. */
  readonly deliverySeconds: number;
  /** How long a queue waits for a sign of life before another process gets the job. */
  readonly silenceSeconds: number;
}

export function readSettings(env: NodeJS.ProcessEnv = process.env): FleetSettings {
  const engine = env.FLEET_ENGINE ?? 'bullmq';
  if (engine !== 'bullmq' && engine !== 'pg-boss') throw new Error('FLEET_ENGINE must be bullmq or pg-boss.');
  return {
    engine,
    environment: environmentOf(env),
    redisUrl: env.REDIS_URL ?? 'redis://127.0.0.1:6379',
    databaseUrl: env.DATABASE_URL ?? '',
    folder: env.FLEET_FOLDER ?? 'fleet',
    processCount: Number(env.FLEET_PROCESSES ?? 4),
    concurrency: Number(env.FLEET_CONCURRENCY ?? 16),
    renewBeforeDays: Number(env.FLEET_RENEW_DAYS ?? 30),
    deliverySeconds: Number(env.FLEET_DELIVERY_SECONDS ?? 60),
    silenceSeconds: Number(env.FLEET_SILENCE_SECONDS ?? 30),
  };
}

/** KSeF where KSEF_ENV names one; otherwise the emulator at KSEF_EMULATOR. */
function environmentOf({ KSEF_ENV, KSEF_EMULATOR }: NodeJS.ProcessEnv): KsefEnvironment {
  if (KSEF_ENV === 'test' || KSEF_ENV === 'demo' || KSEF_ENV === 'prd') return environments[KSEF_ENV];
  if (!KSEF_EMULATOR) throw new Error('Set KSEF_ENV to test, demo or prd, or KSEF_EMULATOR to an address.');
  const apiUrl = new URL('/v2', KSEF_EMULATOR).href;
  return customEnvironment({ name: 'emulator', apiUrl, qrUrl: KSEF_EMULATOR });
}
