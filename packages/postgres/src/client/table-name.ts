import { expects } from '@ksef/core/internal';

/**
 * Names that are valid in SQL without quotes, with or without a schema before them, and not longer than PostgreSQL's
 * limit.
 */
export const isTableName = expects(
  'a name of a-z, 0-9 and _, at most 50 characters, with or without a schema before it',
  (value) => typeof value === 'string' && /^([a-z_][a-z0-9_]{0,49}\.)?[a-z_][a-z0-9_]{0,49}$/.test(value),
);
