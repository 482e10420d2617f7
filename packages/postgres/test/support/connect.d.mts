import type { Pool } from 'pg';
import type { PostgresTokens, PostgresTokensOptions } from '../../src/tokens.js';

export function connect(
  url: string,
  options?: PostgresTokensOptions,
): Promise<PostgresTokens & { readonly pool: Pool; close(): Promise<void> }>;
