import { environments, InvalidInputError } from '@ksef/core';

/**
 * Rejects DEMO and production before anything is sent: they have no test data. Environments with your own addresses,
 * such as emulators, are accepted.
 *
 * @throws InvalidInputError `NOT_A_TEST_ENVIRONMENT`
 */
export function onlyOnTest({ apiUrl, name }: { readonly apiUrl: string; readonly name: string }): void {
  if (apiUrl !== environments.demo.apiUrl && apiUrl !== environments.prd.apiUrl) return;
  throw new InvalidInputError(`${name} has no test data. Use it on TEST or with an emulator.`, {
    code: 'NOT_A_TEST_ENVIRONMENT',
    input: 'environment',
  });
}
