import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { invalidFolder } from '@ksef/core/internal';
import type { DocumentLink } from '../answers/answer.js';

/** A document of this session. */
export interface KeptDocument {
  /** e.g. `draft-0123456789abcdef.xml`. */
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

const mostDocuments = 200;
const mostBytes = 64 * 1024 * 1024;
const scheme = 'ksef://documents/';

/** Drafts, downloaded invoices and pictures of one session. The oldest go when there are too many. */
export class DocumentShelf {
  readonly #documents = new Map<string, KeptDocument>();
  readonly #folder: string | undefined;
  #bytes = 0;

  constructor(folder: string | undefined) {
    this.#folder = folder === undefined ? undefined : resolve(folder);
  }

  all(): readonly KeptDocument[] {
    return [...this.#documents.values()];
  }

  get(name: string): KeptDocument | undefined {
    return this.#documents.get(name);
  }

  keep(document: KeptDocument): void {
    this.#remove(document.name);
    this.#documents.set(document.name, document);
    this.#bytes += document.bytes.length;
    for (const name of this.#documents.keys()) {
      if (this.#documents.size <= mostDocuments && this.#bytes <= mostBytes) return;
      if (name !== document.name) this.#remove(name);
    }
  }

  /** Keeps a draft; the same bytes are the same draft. */
  keepDraft(bytes: Uint8Array): string {
    const draft = `draft-${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}`;
    this.keep({ name: `${draft}.xml`, mimeType: 'application/xml', bytes });
    return draft;
  }

  /**
   * Where the client finds a document: a file if there is a folder for documents, otherwise a resource.
   *
   * @throws InvalidInputError `INVALID_FOLDER`
   */
  async publish(document: KeptDocument): Promise<DocumentLink> {
    this.keep(document);
    const { name, mimeType, bytes } = document;
    if (this.#folder === undefined) return { uri: uriOf(name), name, mimeType };
    const file = join(this.#folder, name);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(file, bytes, { mode: 0o600 });
    } catch (error) {
      throw invalidFolder('outputFolder', this.#folder, 'documents', error);
    }
    return { uri: pathToFileURL(file).href, name, mimeType };
  }

  #remove(name: string): void {
    this.#bytes -= this.#documents.get(name)?.bytes.length ?? 0;
    this.#documents.delete(name);
  }
}

/** The resource of a document. */
export function uriOf(name: string): string {
  return `${scheme}${name}`;
}

/** A file name that cannot be a path, whatever the text is. */
export function safeName(text: string): string {
  return text.replace(/[^A-Za-z0-9-]/g, '_').slice(0, 100);
}
