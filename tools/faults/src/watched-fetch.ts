import type { Secrets } from './secrets.js';

/** One request as it went out. */
export interface SeenRequest {
  readonly url: URL;
  readonly headers: Headers;
  /** Undefined for a stream. */
  readonly body: string | undefined;
}

/** The platform's fetch, which notes every request, and every secret that KSeF hands out. */
export function watchedFetch(
  secrets: Secrets,
  links: Secrets,
  onRequest: (request: SeenRequest) => void,
): typeof globalThis.fetch {
  return async (input, init) => {
    const request = {
      url: new URL(String(input)),
      headers: new Headers(init?.headers),
      body: textOf(init?.body),
    };
    onRequest(request);
    const response = await fetch(input, init);
    if (/json/.test(response.headers.get('content-type') ?? '')) {
      const text = await response
        .clone()
        .text()
        .catch(() => '');
      for (const [, token = ''] of text.matchAll(/"token":\s*"([^"]+)"/g))
        secrets.addText('a token of KSeF', token);
      for (const [, link = ''] of text.matchAll(/"(https?:[^"]*_storage[^"]+)"/g)) {
        const { pathname, search } = new URL(link);
        links.addText('a signed link', `${pathname}${search}`);
      }
    }
    return response;
  };
}

function textOf(body: unknown): string | undefined {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString('latin1') : undefined;
}
