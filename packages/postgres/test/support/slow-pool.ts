import type { PostgresPool } from '../../src/journal.js';

/** A pool whose first statement is under way until `arrive` is called. */
export function slowPool(pool: PostgresPool) {
  let arrive = () => {};
  const onTheWay = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const statements: Promise<unknown>[] = [];
  const slow: PostgresPool = {
    query: (sql, values) => {
      const before = statements.length === 0 ? onTheWay : Promise.resolve();
      const answered = before.then(() => pool.query(sql, values));
      statements.push(answered);
      return answered;
    },
  };
  return { slow, statements, arrive };
}
