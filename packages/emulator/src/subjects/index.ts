export { mayEnforce, rolesOf, subordinatesOf } from './company-roles.js';
export { identifiersOf, isDeceased } from './persons.js';
export { subjectsRoutes } from './subjects-routes.js';
