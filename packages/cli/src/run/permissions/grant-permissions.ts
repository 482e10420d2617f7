import { grantEntityPermissions, grantPersonPermissions } from '@ksef/api';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { waitForOperation } from './wait-for-operation.js';

/** `ksef permissions grant`: to a person, or with `--company` to a company. */
export const grantPermissions: Run = async (call) => {
  const company = call.text('company');
  const grant = company === undefined ? personGrant(call) : companyGrant(call, company);
  const { ksef } = await openKsef(call);
  const { signal } = call;
  const { referenceNumber } =
    'person' in grant
      ? await grantPersonPermissions(ksef.api, { body: grant.person }, { signal })
      : await grantEntityPermissions(ksef.api, { body: grant.company }, { signal });
  return waitForOperation(call, ksef, referenceNumber);
};

function personGrant(call: Call) {
  const value = call.arg(0);
  const firstName = call.text('firstName');
  const lastName = call.text('lastName');
  if (firstName === undefined || lastName === undefined) {
    throw call.usage({
      en: 'A person needs --first-name and --last-name, a company --company.',
      pl: 'Osoba wymaga --first-name i --last-name, firma --company.',
    });
  }
  const person = { firstName, lastName };
  return {
    person: {
      subjectIdentifier: { type: identifierType(call, value), value },
      permissions: [...call.list('permission')],
      description: call.text('description') ?? '',
      subjectDetails: { subjectDetailsType: 'PersonByIdentifier', personById: person },
    },
  };
}

function companyGrant(call: Call, fullName: string) {
  const value = call.arg(0);
  if (!/^\d{10}$/.test(value)) throw wrongIdentifier(call, value);
  const canDelegate = call.flag('delegate');
  return {
    company: {
      subjectIdentifier: { type: 'Nip', value },
      permissions: call.list('permission').map((type) => ({ type, canDelegate })),
      description: call.text('description') ?? '',
      subjectDetails: { fullName },
    },
  };
}

function identifierType(call: Call, value: string): 'Nip' | 'Pesel' {
  if (/^\d{10}$/.test(value)) return 'Nip';
  if (/^\d{11}$/.test(value)) return 'Pesel';
  throw wrongIdentifier(call, value);
}

function wrongIdentifier(call: Call, value: string): Error {
  return call.usage({
    en: `"${value}" is neither a NIP (ten digits) nor a PESEL (eleven digits, persons only).`,
    pl: `„${value}” nie jest ani NIP-em (dziesięć cyfr), ani numerem PESEL (jedenaście cyfr, tylko osoby).`,
  });
}
