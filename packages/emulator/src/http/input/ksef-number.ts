import { parseKsefNumber } from '@ksef/core';
import type { FastifyRequest } from 'fastify';
import { pathParameter } from './path-parameters.js';
import { invalidInput } from './problems.js';

/** The KSeF number of the path, checked. */
export function ksefNumberParameter(request: FastifyRequest): string {
  return readKsefNumber(pathParameter(request, 'ksefNumber'));
}

/** A KSeF number with its checksum, else 21405. */
export function readKsefNumber(value: unknown): string {
  try {
    parseKsefNumber(value as string);
  } catch {
    throw invalidInput(`'ksefNumber': '${value}' nie jest prawidłowym numerem KSeF.`);
  }
  return String(value);
}
