import type { FastifyRequest } from 'fastify';

/** By route, as there are few and every request asks for its own. */
const templates = new Map<string, string>();

/** The route of a request as the contract writes it: no prefix, parameters in braces. */
export function templateOf(request: FastifyRequest): string {
  return templateOfRoute(request.routeOptions.url ?? '');
}

/** The same for the address of a route. */
export function templateOfRoute(route: string): string {
  const known = templates.get(route);
  if (known !== undefined) return known;
  const template = route.replace(/^\/v2/, '').replace(/:(\w+)/g, '{$1}');
  templates.set(route, template);
  return template;
}
