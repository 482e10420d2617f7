import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Kernel } from '../../kernel/index.js';
import { exportFolder } from './exports.js';
import { readRange } from './read-range.js';
import { exportsOf } from './records.js';

/** Sends a part whose link has been checked, whole or the requested range; false if the part does not exist. */
export function downloadPart(
  kernel: Kernel,
  request: FastifyRequest,
  reply: FastifyReply,
  referenceNumber: string,
  partName: string,
): boolean {
  const parts = exportsOf(kernel).get(referenceNumber)?.package?.parts;
  const part = parts?.find((one) => one.partName === partName);
  if (part === undefined) return false;
  const size = part.encryptedPartSize;
  const range = rangeOf(request.headers.range, size);
  reply
    .header('x-ms-meta-hash', part.encryptedPartHash)
    .header('etag', `"${part.encryptedPartHash}"`)
    .header('accept-ranges', 'bytes')
    .type('application/octet-stream');
  if (range === 'unsatisfiable') {
    reply.code(416).header('content-range', `bytes */${size}`).send('');
    return true;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range !== undefined) reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`);
  reply.header('content-length', end - start + 1);
  const file = join(exportFolder(kernel, referenceNumber), partName);
  reply.send(readRange(file, start, end));
  return true;
}

function rangeOf(header: string | undefined, size: number) {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? ('unsatisfiable' as const) : { start, end };
}
