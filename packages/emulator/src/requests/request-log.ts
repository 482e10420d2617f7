import type { Kernel } from '../kernel/index.js';
import { hideInHeaders, hideInText, hideSecrets } from './hide-secrets.js';

/** Headers and body of a request or a response, without secrets. */
export interface RecordedMessage {
  readonly headers: Readonly<Record<string, string>>;
  /** JSON as data, XML and HTML as text; null when there was none, it was not text, or it is no longer kept. */
  readonly body: unknown;
  readonly sizeBytes: number | null;
}

/** A request to the API or to its storage, and the response. */
export interface RecordedRequest {
  readonly id: number;
  /** ISO 8601, by the emulator's clock. */
  readonly timestamp: string;
  readonly method: string;
  /** The operation's path as the contract writes it. */
  readonly path: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly status: number;
  readonly durationMs: number;
  /** Of the access token: `Nip:5265877635`. */
  readonly context: string | null;
  readonly request: RecordedMessage;
  readonly response: RecordedMessage;
}

/** What the server saw. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly status: number;
  readonly durationMs: number;
  readonly context: string | undefined;
  readonly request: SeenMessage;
  readonly response: SeenMessage;
}

/** Requests: headers and body as parsed. Responses: the text that was sent. */
export interface SeenMessage {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

interface Kept extends Omit<SeenRequest, 'response'> {
  readonly id: number;
  readonly at: number;
  readonly response: { readonly headers: SeenMessage['headers']; body: string | null };
}

const requestsKept = 1_000;
/** Characters of all responses that are kept, and of one. */
const responsesKept = 8_000_000;
const largestResponse = 500_000;
const longestDocument = 100_000;

/** The latest requests and responses, in bounded memory. */
export class RequestLog {
  readonly #kernel: Pick<Kernel, 'now' | 'timestamp'>;
  /** By id, modulo how many are kept. */
  readonly #kept: Kept[] = [];
  #lastId = 0;
  #characters = 0;
  /** The oldest one whose response is kept. */
  #oldestResponse = 1;

  constructor(kernel: Pick<Kernel, 'now' | 'timestamp'>) {
    this.#kernel = kernel;
  }

  /** Notes a request that was answered; gives its id. */
  add({ method, path, url, status, durationMs, context, request, response }: SeenRequest): number {
    const id = ++this.#lastId;
    const text = textOf(response.body);
    this.#dropResponse(id - requestsKept);
    this.#kept[id % requestsKept] = {
      id,
      at: this.#kernel.now(),
      method,
      path,
      url,
      status,
      durationMs,
      context,
      // Copied short: what it was sent as is large and holds secrets.
      request: { headers: request.headers, body: shortBody(request.body) },
      response: { headers: response.headers, body: text },
    };
    this.#characters += text?.length ?? 0;
    while (this.#characters > responsesKept) this.#dropResponse(this.#oldestResponse++);
    return id;
  }

  /** The request with this id; undefined when it is not kept any more. */
  get(id: number): RecordedRequest | undefined {
    const found = this.#find(id);
    return found && this.#show(found);
  }

  clear(): void {
    this.#kept.length = 0;
    this.#characters = 0;
    this.#oldestResponse = this.#lastId + 1;
  }

  #find(id: number): Kept | undefined {
    const found = this.#kept[id % requestsKept];
    return found?.id === id ? found : undefined;
  }

  #dropResponse(id: number): void {
    const response = this.#find(id)?.response;
    if (response === undefined) return;
    this.#characters -= response.body?.length ?? 0;
    response.body = null;
  }

  #show({ id, at, request, response, context, ...seen }: Kept): RecordedRequest {
    return {
      id,
      timestamp: this.#kernel.timestamp(at),
      method: seen.method,
      path: seen.path,
      url: hideInText(seen.url),
      status: seen.status,
      durationMs: seen.durationMs,
      context: context ?? null,
      request: {
        headers: hideInHeaders(request.headers),
        body: request.body,
        sizeBytes: sizeOf(request.headers),
      },
      response: {
        headers: hideInHeaders(response.headers),
        body: response.body === null ? null : readable(response.body),
        sizeBytes: sizeOf(response.headers),
      },
    };
  }
}

function shortBody(body: unknown): unknown {
  if (Buffer.isBuffer(body)) return hideInText(body.toString('utf8', 0, longestDocument), longestDocument);
  if (typeof body !== 'object' || body === null) return null;
  // Parts of packages are streams.
  const isJson = Array.isArray(body) || Object.getPrototypeOf(body) === Object.prototype;
  return isJson ? hideSecrets(body) : null;
}

/** What was sent, if it is text of a size that can be kept. */
function textOf(payload: unknown): string | null {
  if (typeof payload === 'string') return payload.length > largestResponse ? null : payload;
  if (!Buffer.isBuffer(payload) || payload.length > largestResponse) return null;
  return payload[0] === 0x3c ? payload.toString() : null;
}

function readable(text: string): unknown {
  try {
    return hideSecrets(JSON.parse(text));
  } catch {
    return hideInText(text, longestDocument);
  }
}

function sizeOf(headers: SeenMessage['headers']): number | null {
  const length = headers['content-length'];
  return length === undefined ? null : Number(length);
}
