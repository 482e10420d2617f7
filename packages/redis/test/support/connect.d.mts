import type { RedisClient, RedisTokens, RedisTokensOptions } from '../../src/tokens.js';

interface Connected {
  readonly client: RedisClient;
  close(): Promise<void>;
}
export const clients: Readonly<Record<'ioredis' | 'redis', (url: string) => Promise<Connected>>>;
export function connect(
  url: string,
  options: RedisTokensOptions & { readonly name?: 'ioredis' | 'redis' },
): Promise<Connected & RedisTokens>;
