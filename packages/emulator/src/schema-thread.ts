import { parentPort } from 'node:worker_threads';
import { findViolationsInTurn, type SchemaAnswer, type SchemaTask } from './schemas/index.js';

/** The thread that validates invoices for all emulators of a process, one after another in order of arrival. */
parentPort?.on('message', (task: SchemaTask) => void answer(task));

async function answer({ id, form, bytes }: SchemaTask): Promise<void> {
  let answer: SchemaAnswer;
  try {
    answer = { id, violations: await findViolationsInTurn(form, bytes) };
  } catch (error) {
    answer = { id, failure: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
}
