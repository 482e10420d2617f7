import {
  authorize as authorizeEntity,
  grantIndirectly,
  grantSubunit,
  grantToEntity,
  grantToPerson,
} from '@ksef/management';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';

/** `ksef permissions grant`: to a person, or with `--company` to a company. */
export const grantPermissions: Run = async (call) => {
  const fullName = call.text('company');
  if (fullName !== undefined && call.text('for') !== undefined)
    throw call.usage({
      en: '--for is for persons: a company gets the permissions from each client itself.',
      pl: '--for dotyczy osób: firma dostaje uprawnienia od każdego klienta bezpośrednio.',
    });
  const permissions = [...call.list('permission')];
  const { signal } = call;
  if (fullName !== undefined) {
    const grant = {
      subjectIdentifier: companyIdentifier(call),
      permissions: permissions.map((type) => ({ type, canDelegate: call.flag('delegate') })),
      description: description(call),
      subjectDetails: { fullName },
    };
    const { ksef } = await openKsef(call);
    await grantToEntity(ksef.api, grant, { signal });
    return done(call, permissions);
  }
  const grant = { ...personGrant(call), permissions };
  const target = call.text('for');
  const targetIdentifier = target === undefined ? undefined : targetOf(call, target);
  const { ksef } = await openKsef(call);
  if (targetIdentifier === undefined) await grantToPerson(ksef.api, grant, { signal });
  else await grantIndirectly(ksef.api, { ...grant, targetIdentifier }, { signal });
  return done(call, permissions);
};

/** `ksef permissions authorize`. */
export const authorize: Run = async (call) => {
  const value = call.arg(0);
  const permission = call.text('permission') ?? '';
  const grant = {
    subjectIdentifier: /^P[A-Z]{2}\d{6}$/.test(value) ? { type: 'PeppolId', value } : companyIdentifier(call),
    permission,
    description: description(call),
    subjectDetails: { fullName: call.text('company') ?? '' },
  };
  const { ksef } = await openKsef(call);
  await authorizeEntity(ksef.api, grant, { signal: call.signal });
  return done(call, [permission]);
};

/** `ksef permissions grant-unit`. */
export const grantUnit: Run = async (call) => {
  const unit = call.text('unit') ?? '';
  const subunitName = call.text('unitName');
  const grant = {
    ...personGrant(call),
    contextIdentifier: { type: unit.includes('-') ? 'InternalId' : 'Nip', value: unit },
    ...(subunitName !== undefined && { subunitName }),
  };
  const { ksef } = await openKsef(call);
  await grantSubunit(ksef.api, grant, { signal: call.signal });
  return done(call, ['CredentialsManage']);
};

async function done(call: Call, permissions: readonly string[]): Promise<undefined> {
  const to = call.arg(0);
  await call.out.show({ to, permissions, isGranted: true }, [
    [call.say({ en: 'granted to', pl: 'nadano' }), to],
    [call.say({ en: 'permissions', pl: 'uprawnienia' }), permissions.join(', ')],
  ]);
  return undefined;
}

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
  return {
    subjectIdentifier: { type: identifierType(call, value), value },
    description: description(call),
    subjectDetails: {
      subjectDetailsType: 'PersonByIdentifier',
      personById: { firstName, lastName },
    },
  };
}

function targetOf(call: Call, target: string): { readonly type: string; readonly value?: string } {
  if (target === 'all') return { type: 'AllPartners' };
  if (/^\d{10}$/.test(target)) return { type: 'Nip', value: target };
  if (/^\d{10}-\d{5}$/.test(target)) return { type: 'InternalId', value: target };
  throw call.usage({
    en: `--for needs the NIP or internal id of a client, or "all", not "${target}".`,
    pl: `--for wymaga NIP-u lub identyfikatora wewnętrznego klienta albo „all”, a nie „${target}”.`,
  });
}

function companyIdentifier(call: Call) {
  const value = call.arg(0);
  if (!/^\d{10}$/.test(value)) throw wrongIdentifier(call, value);
  return { type: 'Nip', value };
}

function description(call: Call): string {
  return call.text('description') ?? '';
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
