import { createLatarnia, type Latarnia, latarniaUrls } from '@ksef/offline';
import type { Call } from '../command/call.js';
import type { Place } from './place.js';

type Named = Pick<Place, 'environmentName' | 'environment'>;

/** Latarnia for an environment, at `--latarnia` or at the ministry's address; undefined if the environment has none. */
export function findLatarnia(call: Call, place: Named): Latarnia | undefined {
  const url = call.text('latarnia') ?? (call.around.env.KSEF_LATARNIA || addressFor(place));
  return url === undefined ? undefined : createLatarnia({ url });
}

function addressFor({ environmentName, environment }: Named): string | undefined {
  switch (environmentName) {
    case 'test':
      return latarniaUrls.test;
    case 'prd':
    case 'prod':
      return latarniaUrls.prd;
    case 'emulator':
      // The emulator serves Latarnia at the same address.
      return environment.qrUrl;
    default:
      return undefined;
  }
}
