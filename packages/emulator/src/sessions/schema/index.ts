export { prepareSchema } from './validate-by-schema.js';
export { violationsOf } from './violations-of.js';
