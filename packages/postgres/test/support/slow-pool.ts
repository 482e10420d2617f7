import type { PostgresPool } from '../../src/journal.js';

/** A pool whose first statement that contains `slowed` is under way until `arrive` is called. */
export function slowPool(pool: PostgresPool, slowed = '') {
  let arrive = () => {};
  const onTheWay = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const statements: Promise<unknown>[] = [];
  let isFirst = true;
  const slow: PostgresPool = {
    query: (sql, values) => {
      const isSlowed = isFirst && sql.includes(slowed);
      if (isSlowed) isFirst = false;
      const answered = (isSlowed ? onTheWay : Promise.resolve()).then(() => pool.query(sql, values));
      statements.push(answered);
      return answered;
    },
  };
  return { slow, statements, arrive };
}
