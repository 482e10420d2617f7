import { latarniaUrls } from '@ksef/offline';
import type { Call } from '../command/call.js';
import type { Place } from './place.js';

/** The address of Latarnia for an environment: `--latarnia`, or the ministry's; undefined if there is none. */
export function findLatarnia(
  call: Call,
  { environmentName, environment }: Pick<Place, 'environmentName' | 'environment'>,
): string | undefined {
  const given = call.text('latarnia') ?? (call.around.env.KSEF_LATARNIA || undefined);
  if (given !== undefined) return given;
  switch (environmentName) {
    case 'test':
      return latarniaUrls.test;
    case 'prd':
    case 'prod':
      return latarniaUrls.prd;
    case 'emulator':
      // It plays Latarnia on the same address.
      return environment.qrUrl;
    default:
      return undefined;
  }
}
