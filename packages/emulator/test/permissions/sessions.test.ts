import { type Api, grantPersonPermissions, listSessions, openOnlineSession } from '@ksef/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey } from '../sessions/batch/support.js';
import { CheckedKsef, codeOf, company, jan, person } from './support.js';

const own = { type: 'Nip', value: '5265877635' } as const;
const clerk = '44051401359';
const auditor = '02070803628';

let ksef: CheckedKsef;
let owner: Api;
beforeAll(async () => {
  ksef = await CheckedKsef.start();
  owner = await ksef.owner(own.value);
});
afterAll(() => ksef.emulator.close());

const grant = (pesel: string, permission: 'InvoiceWrite' | 'Introspection') =>
  grantPersonPermissions(owner, {
    body: {
      subjectIdentifier: { type: 'Pesel', value: pesel },
      permissions: [permission],
      description: 'Colleague',
      subjectDetails: jan,
    },
  });

async function open(api: Api): Promise<string> {
  const { encryption } = await makeKey(ksef.emulator);
  const formCode = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };
  return (await openOnlineSession(api, { body: { formCode, encryption } })).referenceNumber;
}

const list = async (api: Api) =>
  (await listSessions(api, { sessionType: 'Online' })).sessions
    .map(({ referenceNumber }) => referenceNumber)
    .sort();

describe('the list of sessions', () => {
  it('shows who may only send the own ones, also after another login, and everything to others', async () => {
    expect(await codeOf(owner, grant(clerk, 'InvoiceWrite'))).toBe(200);
    expect(await codeOf(owner, grant(auditor, 'Introspection'))).toBe(200);
    const ofOwner = await open(owner);
    const ofClerk = await open(await ksef.logIn(person(clerk), own));
    const both = [ofOwner, ofClerk].sort();
    expect(await list(await ksef.logIn(person(clerk), own))).toEqual([ofClerk]);
    expect(await list(await ksef.logIn(person(auditor), own))).toEqual(both);
    expect(await list(await ksef.logIn(company(own.value), own))).toEqual(both);
  });
});
