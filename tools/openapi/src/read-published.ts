import { readFile } from 'node:fs/promises';
import type { Contract } from './contract.js';

// The document of TEST has 1 MB; more than this is another thing.
const mostBytes = 50_000_000;
const timeoutMs = 60_000;

/**
 * Reads a published contract from an `http(s)` URL or a file.
 *
 * @throws Error when it cannot be read, is too large, or is not a contract
 */
export async function readPublished(source: string): Promise<Contract> {
  const text = /^https?:\/\//i.test(source) ? await download(source) : await readFile(source, 'utf8');
  const document: unknown = parse(text, source);
  if (!isContract(document))
    throw new Error(`${source} is not an OpenAPI document: it has no paths or schemas.`);
  return document;
}

/** The version that a document states: KSeF writes it into the description, for `info.version` it says `v2`. */
export function statedVersion({ info }: Contract): string {
  const [, stated] =
    /Wersja API:\**\s*([\d.]+(?:\s+\(build [^)]{1,200}\))?)/.exec(info?.description ?? '') ?? [];
  return stated ?? info?.version ?? 'unknown';
}

async function download(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > mostBytes) throw new Error(`${url} is larger than ${mostBytes} bytes.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parse(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${source} is not JSON. It begins: ${JSON.stringify(text.slice(0, 80))}`);
  }
}

function isContract(document: unknown): document is Contract {
  const { paths, components } = (document ?? {}) as Partial<Contract>;
  return typeof paths === 'object' && paths !== null && typeof components?.schemas === 'object';
}
