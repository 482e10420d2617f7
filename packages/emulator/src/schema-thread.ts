import { parentPort } from 'node:worker_threads';
import { findViolations, type SchemaAnswer, type SchemaTask } from './schemas/index.js';

/** The thread that validates invoices for all emulators of a process, one after another in order of arrival. */
let last = Promise.resolve();

parentPort?.on('message', (task: SchemaTask) => {
  last = last.then(() => answer(task));
});

async function answer({ id, form, bytes }: SchemaTask): Promise<void> {
  let answer: SchemaAnswer;
  try {
    answer = { id, violations: await findViolations(form, bytes) };
  } catch (error) {
    answer = { id, failure: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
}
