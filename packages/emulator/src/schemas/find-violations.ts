import { loadSchema, type SchemaName } from '@ksef/schemas';
import type { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describeViolations } from './describe-violation.js';

type Libxml2 = typeof import('libxml2-wasm');

interface CompiledSchema {
  readonly libxml2: Libxml2;
  readonly validator: XsdValidator;
}

const schemaOfForm: Readonly<Record<string, SchemaName>> = {
  'FA (2)': 'fa2',
  'FA (3)': 'fa3',
  'FA_RR (1)': 'faRr1',
  'PEF (3)': 'pef3',
  'PEF_KOR (3)': 'pefKor3',
};

const compiled = new Map<string, Promise<CompiledSchema>>();

/** What the schema of a form forbids in a document, in the words of KSeF; empty for a valid one. */
export async function findViolations(form: string, bytes: Uint8Array): Promise<readonly string[]> {
  let schema = compiled.get(form);
  if (schema === undefined) {
    schema = compile(form);
    compiled.set(form, schema);
    schema.catch(() => compiled.delete(form));
  }
  const { libxml2, validator } = await schema;
  const { XML_PARSE_NONET, XML_PARSE_NO_XXE } = libxml2.ParseOption;
  let document: XmlDocument | undefined;
  try {
    document = libxml2.XmlDocument.fromBuffer(bytes, { option: XML_PARSE_NONET | XML_PARSE_NO_XXE });
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof libxml2.XmlLibError)) throw error;
    return document === undefined ? ['Nieprawidłowy XML'] : describeViolations(error.details, document);
  } finally {
    // WebAssembly's memory is not collected.
    document?.dispose();
  }
}

async function compile(form: string): Promise<CompiledSchema> {
  const name = schemaOfForm[form];
  if (name === undefined) throw new Error(`There is no schema of ${form}.`);
  const [{ files }, libxml2] = await Promise.all([loadSchema(name), import('libxml2-wasm')]);
  const place = `emulator:/${name}/`;
  const encoder = new TextEncoder();
  const provided = Object.fromEntries(files.map((file) => [place + file.name, encoder.encode(file.text)]));
  libxml2.xmlRegisterInputProvider(new libxml2.XmlBufferInputProvider(provided));
  const [main] = files;
  if (main === undefined) throw new Error(`The schema of ${form} is empty.`);
  const document = libxml2.XmlDocument.fromString(main.text, { url: place + main.name });
  try {
    return { libxml2, validator: libxml2.XsdValidator.fromDoc(document) };
  } finally {
    document.dispose();
  }
}
