import type { FastifyRequest } from 'fastify';

/** By route, as there are few and every request asks for its own. */
const templates = new Map<string, string>();

/** The route as the contract writes it: no prefix, parameters in braces. */
export function templateOf(request: FastifyRequest): string {
  const route = request.routeOptions.url ?? '';
  const known = templates.get(route);
  if (known !== undefined) return known;
  const template = route.replace(/^\/v2/, '').replace(/:(\w+)/g, '{$1}');
  templates.set(route, template);
  return template;
}
