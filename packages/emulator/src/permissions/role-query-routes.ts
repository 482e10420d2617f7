import type { FastifyInstance } from 'fastify';
import type { EmulatorKernel } from '../emulator-kernel.js';
import { authorize } from '../sessions/input.js';
import { filtersOf, identifierTest, pageOf } from './query-page.js';
import { type Role, rolesOf, type Subordinate, subordinatesOf } from './roles.js';

const reading = ['CredentialsManage', 'CredentialsRead'];

/** Lists of roles: the context's own, and those of the companies below it. */
export function roleQueryRoutes(app: FastifyInstance, kernel: EmulatorKernel): void {
  app.get('/permissions/query/entities/roles', async (request) => {
    const { context } = authorize(kernel, request, reading);
    return pageOf(request, 'roles', rolesOf(kernel, context), ({ parent, ...role }) => ({
      ...show(role),
      parentEntityIdentifier: parent === undefined ? null : { type: 'Nip', value: parent },
    }));
  });

  app.post('/permissions/query/subordinate-entities/roles', async (request) => {
    const { context } = authorize(kernel, request, [...reading, 'SubunitManage']);
    const identifier = ({ nip }: Subordinate) => ({ type: 'Nip', value: nip });
    const test = identifierTest(filtersOf(request), 'subordinateEntityIdentifier', identifier);
    const found = subordinatesOf(kernel, context).filter(test);
    return pageOf(request, 'roles', found, (one) => ({
      ...show(one),
      subordinateEntityIdentifier: identifier(one),
    }));
  });

  function show({ role, description, startsAt }: Role) {
    return { role, description, startDate: kernel.timestamp(startsAt) };
  }
}
