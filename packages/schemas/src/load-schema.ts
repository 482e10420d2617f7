import type { FormSchema } from './form-schema.js';

const loaders = {
  fa2: async () => (await import('./fa2.js')).fa2Schema,
  fa3: async () => (await import('./fa3.js')).fa3Schema,
  faRr1: async () => (await import('./fa-rr1.js')).faRr1Schema,
  pef3: async () => (await import('./pef3.js')).pef3Schema,
  pefKor3: async () => (await import('./pef-kor3.js')).pefKor3Schema,
  upo43: async () => (await import('./upo43.js')).upo43Schema,
  authTokenRequest20: async () => (await import('./auth-token-request20.js')).authTokenRequest20Schema,
  authTokenRequest21: async () => (await import('./auth-token-request21.js')).authTokenRequest21Schema,
} satisfies Readonly<Record<string, () => Promise<FormSchema>>>;

/** The forms whose schemas are here. Names of invoice forms are those of `formCodes` in `@ksef/core`. */
export type SchemaName = keyof typeof loaders;

/** All names that {@link loadSchema} takes. */
export const schemaNames: readonly SchemaName[] = /* @__PURE__ */ Object.freeze(
  /* @__PURE__ */ Object.keys(loaders) as SchemaName[],
);

/**
 * Loads the schema of a form that is chosen at run time. For one that you know, import its own entry
 * (`@ksef/schemas/fa3`).
 *
 * @example
 * ```ts
 * import { loadSchema } from '@ksef/schemas';
 *
 * const { root, files } = await loadSchema('fa3');
 * console.log(root, files.map(({ name }) => name));
 * ```
 */
export function loadSchema(name: SchemaName): Promise<FormSchema> {
  return loaders[name]();
}
