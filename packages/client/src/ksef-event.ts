import type { ApiEvent } from '@ksef/api';
import type { SessionEvent } from '@ksef/sessions';
import type { TokenEvent } from '@ksef/token-provider';

/** What happens inside a client, and in which part of it. Carries no tokens, keys or invoice contents. */
export type KsefEvent =
  | ({ readonly source: 'api' } & ApiEvent)
  | ({ readonly source: 'tokens' } & TokenEvent)
  | ({ readonly source: 'session' } & SessionEvent);
