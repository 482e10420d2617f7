import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuseForeignOrigins } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page for developers at the root of the emulator's address; what it shows comes from the control side. */
export async function pageRoutes(app: FastifyInstance, kernel: Kernel): Promise<void> {
  await app.register(async (scope) => {
    refuseForeignOrigins(scope, kernel);
    scope.get('/', async (request, reply) => {
      const { pageHtml } = await import('./generated/page-assets.js');
      reply.header('content-security-policy', policy);
      return send(request, reply, 'text/html', pageHtml);
    });
    scope.get('/_emulator/page.js', async (request, reply) => {
      const { pageScript } = await import('./generated/page-assets.js');
      return send(request, reply, 'text/javascript', pageScript);
    });
    scope.get('/_emulator/page.css', async (request, reply) => {
      const { pageStyle } = await import('./generated/page-assets.js');
      return send(request, reply, 'text/css', pageStyle);
    });
  });
}

/** Asked for every time, and not sent again while it is the same. */
function send(request: FastifyRequest, reply: FastifyReply, type: string, text: string): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply
    .header('etag', etag)
    .header('cache-control', 'no-cache')
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cross-origin-opener-policy', 'same-origin');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type(`${type}; charset=utf-8`).send(text);
}
