import type { Api, CallOptions, Schemas } from '@ksef/api';
import * as operations from '@ksef/api';
import { KsefApiError } from '@ksef/core';
import { onlyOnTest } from './only-on-test.js';

/** What {@link testData} adds to a client. Only limits and certificates need a login. */
export interface TestData {
  /**
   * Creates a company with its units: a VAT group, a local government, an enforcement authority. False if it already
   * exists.
   */
  createSubject(subject: Schemas['SubjectCreateRequest'], options?: CallOptions): Promise<boolean>;
  /** Removes a company of {@link createSubject} with its units. */
  removeSubject(nip: string, options?: CallOptions): Promise<void>;
  /** Creates a person with NIP and PESEL, who owns the context of the NIP. False if the person already exists. */
  createPerson(person: Schemas['PersonCreateRequest'], options?: CallOptions): Promise<boolean>;
  /** Removes a person of {@link createPerson}. */
  removePerson(nip: string, options?: CallOptions): Promise<void>;
  /** Grants permissions at once, like the form ZAW-FA. */
  grantPermissions(grant: Schemas['TestDataPermissionsGrantRequest'], options?: CallOptions): Promise<void>;
  /** Revokes all permissions of {@link grantPermissions}. */
  revokePermissions(grant: Schemas['TestDataPermissionsRevokeRequest'], options?: CallOptions): Promise<void>;
  /** Lets a company send invoices with attachments. */
  allowAttachments(nip: string, options?: CallOptions): Promise<void>;
  /** Withdraws the consent to attachments, at once or on a day (`YYYY-MM-DD`). */
  disallowAttachments(nip: string, endDate?: string, options?: CallOptions): Promise<void>;
  /** Blocks all logins in a context (status 480). */
  blockContext(
    context: Schemas['TestDataAuthenticationContextIdentifier'],
    options?: CallOptions,
  ): Promise<void>;
  /** Allows logins again. */
  unblockContext(
    context: Schemas['TestDataAuthenticationContextIdentifier'],
    options?: CallOptions,
  ): Promise<void>;
  /** Sets the limits of sessions and collective identifiers of the context. */
  setContextLimits(limits: Schemas['SetSessionLimitsRequest'], options?: CallOptions): Promise<void>;
  resetContextLimits(options?: CallOptions): Promise<void>;
  /** Sets the maximum number of certificates of the logged-in subject. */
  setCertificateLimits(limits: Schemas['SetSubjectLimitsRequest'], options?: CallOptions): Promise<void>;
  resetCertificateLimits(options?: CallOptions): Promise<void>;
  /** Sets the limits of requests of the context. */
  setRateLimits(limits: Schemas['SetRateLimitsRequest']['rateLimits'], options?: CallOptions): Promise<void>;
  /** Sets the request limits to those of production. */
  useProductionRateLimits(options?: CallOptions): Promise<void>;
  resetRateLimits(options?: CallOptions): Promise<void>;
  /** Makes a certificate of the logged-in subject expire sooner. */
  endCertificate(serialNumber: string, validTo: string | Date, options?: CallOptions): Promise<void>;
}

/** KSeF's code for a subject that exists. */
const exists = 30001;

/**
 * Companies, people, permissions and limits for tests, as a member of the client: on TEST and on emulators.
 *
 * @throws InvalidInputError `NOT_A_TEST_ENVIRONMENT` on DEMO and in production
 * @example
 * ```ts
 * import { createKsef } from '@ksef/client';
 * import { nip } from '@ksef/core';
 * import { testData } from '@ksef/management';
 *
 * const ksef = createKsef({
 *   environment: 'test',
 *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
 *   context: nip('5265877635'),
 * }).extend(testData);
 * await ksef.testData.createPerson({
 *   nip: '5265877635',
 *   pesel: '90010112349',
 *   isBailiff: false,
 *   description: 'Sole trader of the tests',
 * });
 * await ksef.testData.allowAttachments('5265877635');
 * ```
 */
export function testData({ api }: { readonly api: Api }): { readonly testData: TestData } {
  onlyOnTest(api.environment);
  return {
    testData: {
      createSubject: (body, options) => isNew(operations.createTestSubject(api, { body }, options)),
      removeSubject: (nip, options) =>
        operations.removeTestSubject(api, { body: { subjectNip: nip } }, options),
      createPerson: (body, options) => isNew(operations.createTestPerson(api, { body }, options)),
      removePerson: (nip, options) => operations.removeTestPerson(api, { body: { nip } }, options),
      grantPermissions: (body, options) => operations.grantTestPermissions(api, { body }, options),
      revokePermissions: (body, options) => operations.revokeTestPermissions(api, { body }, options),
      allowAttachments: (nip, options) => operations.allowTestAttachments(api, { body: { nip } }, options),
      disallowAttachments: (nip, expectedEndDate, options) =>
        operations.disallowTestAttachments(
          api,
          { body: { nip, ...(expectedEndDate !== undefined && { expectedEndDate }) } },
          options,
        ),
      blockContext: (contextIdentifier, options) =>
        operations.blockTestContext(api, { body: { contextIdentifier } }, options),
      unblockContext: (contextIdentifier, options) =>
        operations.unblockTestContext(api, { body: { contextIdentifier } }, options),
      setContextLimits: (body, options) => operations.setTestSessionLimits(api, { body }, options),
      resetContextLimits: (options) => operations.resetTestSessionLimits(api, {}, options),
      setCertificateLimits: (body, options) => operations.setTestCertificateLimits(api, { body }, options),
      resetCertificateLimits: (options) => operations.resetTestCertificateLimits(api, {}, options),
      setRateLimits: (rateLimits, options) =>
        operations.setTestRateLimits(api, { body: { rateLimits } }, options),
      useProductionRateLimits: (options) => operations.setProductionRateLimits(api, {}, options),
      resetRateLimits: (options) => operations.resetTestRateLimits(api, {}, options),
      endCertificate: (serialNumber, end, options) => {
        const validTo = end instanceof Date ? end.toISOString() : end;
        return operations.updateTestCertificate(api, { serialNumber, body: { validTo } }, options);
      },
    },
  };
}

async function isNew(creating: Promise<void>): Promise<boolean> {
  try {
    await creating;
    return true;
  } catch (error) {
    if (error instanceof KsefApiError && error.hasCode(exists)) return false;
    throw error;
  }
}
