// libxml2 as the judge of what is valid.
import type { FormSchema } from '@ksef/schemas';
import { publishedSchemaFiles } from '../published-schema-files.js';

/** A judge of one form's documents. */
export interface Reference {
  /** All violations as libxml2 words them, each with its line; none for a valid document. */
  violations(document: string | Uint8Array): readonly string[];
  dispose(): void;
}

/**
 * libxml2 with the schema of a form.
 *
 * @param schema - one of `@ksef/schemas`, or the name of a form for the published files beside the checkout
 */
export async function loadReference(schema: FormSchema | string): Promise<Reference> {
  // ES modules with top-level await: loaded here, so that a test that needs none loads nothing.
  const {
    ParseOption,
    XmlBufferInputProvider,
    XmlDocument,
    XmlLibError,
    XsdValidator,
    xmlRegisterInputProvider,
    xmlCleanupInputProvider,
  } = await import('libxml2-wasm');
  const files = typeof schema === 'string' ? publishedFiles(schema) : ownFiles(schema);
  const [main = ['', new Uint8Array()]] = files;
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(files)));
  const document = XmlDocument.fromBuffer(main[1], { url: main[0] });
  const validator = XsdValidator.fromDoc(document);
  document.dispose();
  xmlCleanupInputProvider();
  return {
    violations(content) {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      try {
        using parsed = XmlDocument.fromBuffer(bytes, { option: ParseOption.XML_PARSE_NONET });
        validator.validate(parsed);
        return [];
      } catch (error) {
        if (!(error instanceof XmlLibError)) throw error;
        return error.details.map(({ line, message }) => `${line}: ${message.trim()}`);
      }
    },
    dispose: () => validator.dispose(),
  };
}

const base = 'memory:/';

function ownFiles({ files }: FormSchema): [string, Uint8Array][] {
  return files.map(({ name, text }) => [base + name, new TextEncoder().encode(text)]);
}

function publishedFiles(form: string): [string, Uint8Array][] {
  return publishedSchemaFiles(form).map(([name, bytes]) => [base + name, bytes]);
}
