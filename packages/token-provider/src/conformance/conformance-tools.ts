import type { StoredTokens } from '../tokens.js';

export function newKey(): string {
  return `conformance/${crypto.randomUUID()}`;
}

export function sample(name: string): StoredTokens {
  return {
    accessToken: { token: `access-${name}`, validUntil: '2099-01-01T00:15:00.1234567+00:00' },
    refreshToken: { token: `refresh-${name}`, validUntil: '2099-01-08T00:00:00+00:00' },
    referenceNumber: '20990101-AU-0000000000-0000000000-00',
  };
}

export function same(actual: unknown, expected: unknown): void {
  const [got, wanted] = [canonical(actual), canonical(expected)];
  if (got !== wanted) throw new Error(`Expected ${wanted}, got ${got}.`);
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return JSON.stringify(value) ?? 'undefined';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined && field !== null);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${name}:${canonical(field)}`)
    .join()}}`;
}

export async function rejects(run: () => Promise<unknown>): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new Error('Expected a rejection, got none.');
}

export async function withinMs<T>(ms: number, promise: Promise<T>): Promise<T> {
  return Promise.race([
    promise,
    pause(ms).then(() => {
      throw new Error(`Still waiting after ${ms} ms.`);
    }),
  ]);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
