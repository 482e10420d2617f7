import type { PostgresTokens, PostgresTokensOptions } from '@ksef/token-store-postgres';
import type { Pool } from 'pg';

export function connect(
  url: string,
  options?: PostgresTokensOptions,
): Promise<PostgresTokens & { readonly pool: Pool; close(): Promise<void> }>;
