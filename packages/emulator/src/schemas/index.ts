export { findViolations } from './find-violations.js';
export type { SchemaAnswer, SchemaTask } from './schema-task.js';
