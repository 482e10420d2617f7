import type { FastifyRequest } from 'fastify';
import { pathParameter } from './path-parameters.js';
import { invalidInput } from './problems.js';

// Source: the pattern of `KsefNumber` in the contract.
const form =
  /^[1-9](\d[1-9]|[1-9]\d)\d{7}-(20[2-9]\d|2[1-9]\d\d|[3-9]\d{3})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}$/;

/**
 * The KSeF number of the path. A wrong checksum is not a fault of the input: there is just no such invoice.
 *
 * @throws Problem 21405 for a number of another form
 */
export function ksefNumberParameter(request: FastifyRequest): string {
  const number = pathParameter(request, 'ksefNumber');
  if (form.test(number)) return number;
  throw invalidInput(`'ksefNumber': '${number.slice(0, 40)}' nie jest prawidłowym numerem KSeF.`);
}
