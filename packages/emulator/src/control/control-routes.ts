import type { FastifyInstance } from 'fastify';
import { refuseForeignOrigins } from '../http/index.js';
import type { EmulatorKernel } from '../kernel/index.js';
import type { EmulatorControl } from './control.js';
import { openApiDocument } from './openapi.js';
import { type ControlOperation, serveOperations } from './operation.js';
import { access } from './operations/access.js';
import { events } from './operations/events.js';
import { latarnia } from './operations/latarnia.js';
import { peppol } from './operations/peppol.js';
import { reading } from './operations/reading.js';
import { settings } from './operations/settings.js';
import { timeAndKeys } from './operations/time-and-keys.js';
import { troubles } from './operations/troubles.js';
import { listOf, object, text } from './schema.js';

/** The control side over HTTP, for clients in any language. What it is given, `control` checks too. */
export async function controlRoutes(
  app: FastifyInstance,
  control: EmulatorControl,
  kernel: EmulatorKernel,
  close: () => Promise<void>,
): Promise<void> {
  const operations: ControlOperation[] = [
    ...timeAndKeys(control, kernel),
    ...troubles(control),
    ...settings(control),
    ...latarnia(control),
    ...peppol(control),
    ...access(control),
    ...reading(control),
    ...events(control, kernel),
    stop(close),
  ];
  operations.unshift(...self(kernel, operations));
  await app.register(async (scope) => {
    refuseForeignOrigins(scope, kernel);
    serveOperations(scope, operations);
  });
}

/** For programs that cannot send signals, or reach only a launcher that passes none on, as `npx` does. */
function stop(close: () => Promise<void>): ControlOperation {
  return {
    name: 'stop',
    method: 'POST',
    path: '/stop',
    summary: 'Ends the emulator, as SIGTERM does.',
    answer: undefined,
    run({ reply }) {
      reply.raw.once('close', () => void close());
    },
  };
}

/** What the control side says of itself. */
function self(kernel: EmulatorKernel, operations: readonly ControlOperation[]): readonly ControlOperation[] {
  const controlUrl = () => `${kernel.origin()}/_emulator`;
  return [
    {
      name: 'readIndex',
      method: 'GET',
      path: '',
      summary: 'Lists the operations of the control side.',
      answer: object({
        name: text,
        baseUrl: text,
        controlUrl: text,
        qrUrl: text,
        openApiUrl: text,
        operations: listOf(object({ name: text, method: text, path: text, summary: text })),
      }),
      run: () => ({
        name: 'KSeF emulator',
        baseUrl: `${kernel.origin()}/v2`,
        controlUrl: controlUrl(),
        qrUrl: kernel.origin(),
        openApiUrl: `${controlUrl()}/openapi.json`,
        operations: operations.map(({ name, method, path, summary }) => ({
          name,
          method,
          path: `/_emulator${path}`,
          summary,
        })),
      }),
    },
    {
      name: 'readOpenApi',
      method: 'GET',
      path: '/openapi.json',
      summary: 'Gives the OpenAPI document of the control side.',
      answer: { type: 'object' },
      run: () => openApiDocument(controlUrl(), operations),
    },
  ];
}
