import type { Schema } from '../schema.js';
import { contextSchemas } from './context-schemas.js';
import { eventSchemas } from './event-schemas.js';
import { recordSchemas } from './record-schemas.js';
import { stateSchemas } from './state-schemas.js';

/** Schemas that stand under `components` of the OpenAPI document. */
export const componentSchemas: Readonly<Record<string, Schema>> = {
  ...contextSchemas,
  ...stateSchemas,
  ...recordSchemas,
  ...eventSchemas,
};
