import type { FormName } from '@ksef/forms';
import { loadSchema, type SchemaName } from '@ksef/schemas';
import type { XsdValidator } from 'libxml2-wasm';
import { loadLibxml2 } from './load-libxml2.js';

/** A form's schema, ready to validate documents. */
export interface SchemaValidator {
  readonly validator: XsdValidator;
  /** Names of all elements that the schema declares. Any other element is unknown, not misplaced. */
  readonly elementNames: ReadonlySet<string>;
}

const schemaNames: Partial<Record<FormName, SchemaName>> = {
  fa2: 'fa2',
  fa3: 'fa3',
  faRr1: 'faRr1',
  pef3: 'pef3',
  pefKor3: 'pefKor3',
  upo43: 'upo43',
};

const loaded = new Map<FormName, Promise<SchemaValidator>>();

/** The schema of a form, loaded once; undefined for a form whose schema is not published. */
export function loadSchemaValidator(form: FormName): Promise<SchemaValidator> | undefined {
  const name = schemaNames[form];
  if (name === undefined) return undefined;
  let validator = loaded.get(form);
  if (validator === undefined) {
    validator = compile(name).catch((error: unknown) => {
      loaded.delete(form);
      throw error;
    });
    loaded.set(form, validator);
  }
  return validator;
}

const base = 'ksef-schema:/';

async function compile(name: SchemaName): Promise<SchemaValidator> {
  const [{ files }, libxml2] = await Promise.all([loadSchema(name), loadLibxml2()]);
  const encoder = new TextEncoder();
  // Unique names: others in this process may have registered files too.
  const buffers = Object.fromEntries(
    files.map(({ name: file, text }) => [base + file, encoder.encode(text)]),
  );
  libxml2.xmlRegisterInputProvider(new libxml2.XmlBufferInputProvider(buffers));
  const [main] = files;
  const document = libxml2.XmlDocument.fromBuffer(encoder.encode(main?.text ?? ''), {
    url: base + main?.name,
  });
  try {
    const validator = libxml2.XsdValidator.fromDoc(document);
    const elementNames = new Set<string>();
    for (const { text } of files)
      for (const [tag] of text.matchAll(/<[\w:]{1,30} [^<>]{1,400}/g)) {
        const name = /:?element /.test(tag) ? /\sname="([^"]{1,100})"/.exec(tag)?.[1] : undefined;
        if (name !== undefined) elementNames.add(name);
      }
    return { validator, elementNames };
  } finally {
    document.dispose();
  }
}
