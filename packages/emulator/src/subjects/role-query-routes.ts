import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import { bodyOf, type IdentifierFilter, identifierTest, offsetPageOf } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { type Role, rolesOf, type Subordinate, subordinatesOf } from './company-roles.js';

const reading = ['CredentialsManage', 'CredentialsRead'];

/** Body of `POST /permissions/query/subordinate-entities/roles`. */
interface SubordinateFilters {
  readonly subordinateEntityIdentifier?: IdentifierFilter | null;
}

/** Lists of roles: the context's own, and those of the companies below it. */
export function roleQueryRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  app.get('/permissions/query/entities/roles', async (request) => {
    const { context } = callers.authorize(request, reading);
    return offsetPageOf(request, 'roles', rolesOf(kernel, context), ({ parent, ...role }) => ({
      ...show(role),
      parentEntityIdentifier: parent === undefined ? null : { type: 'Nip', value: parent },
    }));
  });

  app.post('/permissions/query/subordinate-entities/roles', async (request) => {
    const { context } = callers.authorize(request, [...reading, 'SubunitManage']);
    const identifier = ({ nip }: Subordinate) => ({ type: 'Nip', value: nip });
    const filters = bodyOf<SubordinateFilters | null | undefined>(request);
    const test = identifierTest(filters?.subordinateEntityIdentifier, identifier);
    const found = subordinatesOf(kernel, context).filter(test);
    return offsetPageOf(request, 'roles', found, (one) => ({
      ...show(one),
      subordinateEntityIdentifier: identifier(one),
    }));
  });

  function show({ role, description, startsAt }: Role) {
    return { role, description, startDate: kernel.timestamp(startsAt) };
  }
}
