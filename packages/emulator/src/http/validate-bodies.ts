import type { FastifyInstance, FastifyRequest } from 'fastify';
import { contractOperations } from '../generated/operations.js';
import { templateOfRoute } from './template-of.js';

const withJson = new Set(
  contractOperations.filter(({ takesJson }) => takesJson).map(({ method, path }) => `${method} ${path}`),
);

type Compiler = typeof import('./compile-validator.js');

/**
 * Lets Fastify validate the JSON bodies of all routes added after this by the contract's schemas. A refusal waits for
 * {@link bodyOf}: KSeF looks first at who calls. Validators are loaded when the first body comes, and compiled when a
 * route gets its first.
 */
export function validateBodies(app: FastifyInstance): void {
  let compiler: Compiler | undefined;
  app.addHook('preValidation', (request, _reply, done) => {
    if (compiler !== undefined || request.routeOptions.schema === undefined) return done();
    import('./compile-validator.js').then((loaded) => {
      compiler = loaded;
      done();
    }, done);
  });
  app.addHook('onRoute', (route) => {
    const operation = `${route.method} ${templateOfRoute(route.url)}`;
    if (!withJson.has(operation)) return;
    let validate: ReturnType<Compiler['compileValidator']> | undefined;
    route.attachValidation = true;
    route.schema = { body: { operation } };
    route.validatorCompiler = () => (body) => {
      validate ??= compiler?.compileValidator(operation);
      return validate?.(body) ?? {};
    };
  });
}

/** The JSON body of a request. @throws Problem 21405 or 21001 when it is not as the contract says */
export function bodyOf<Body>(request: FastifyRequest): Body {
  const { validationError } = request;
  if (validationError !== undefined) throw validationError;
  return request.body as Body;
}
