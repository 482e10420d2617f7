export { findViolationsInTurn } from './find-violations-in-turn.js';
export type { SchemaAnswer, SchemaTask } from './schema-task.js';
