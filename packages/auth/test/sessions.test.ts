import { describe, expect, it } from 'vitest';
import {
  type LoginResult,
  listSessions,
  loginWithXades,
  refreshLogin,
  revokeCurrentSession,
  revokeSession,
} from '../src/index.js';
import { context, ownSigner, useEmulator } from './support/emulator.js';

const { api, running } = useEmulator();

describe('sessions', () => {
  async function logIn() {
    const signer = await ownSigner();
    return (count: number) =>
      Promise.all(Array.from({ length: count }, () => loginWithXades(api(), { context, signer })));
  }
  const references = async (bearer: string, pageSize?: number) => {
    const found: string[] = [];
    for await (const one of listSessions(api(), { bearer, pageSize })) found.push(one.referenceNumber);
    return found;
  };
  it('are listed page by page, each once', async () => {
    const logins = await (await logIn())(12);
    const bearer = logins[0]?.accessToken.token ?? '';
    const expected = logins.map(({ referenceNumber }) => referenceNumber).sort();
    for (const [pageSize, pages] of [
      [10, 2],
      [undefined, 1],
    ] as const) {
      const before = running().control.events('request').length;
      expect((await references(bearer, pageSize)).sort()).toEqual(expected);
      expect(running().control.events('request').length - before).toBe(pages);
    }
  });
  it('that are revoked give no new access tokens: one by its number, one’s own by its token', async () => {
    const [own, other] = (await (await logIn())(2)) as [LoginResult, LoginResult];
    const bearer = own.accessToken.token;
    await revokeSession(api(), other.referenceNumber, { bearer });
    await expect(refreshLogin(api(), other.refreshToken.token)).rejects.toMatchObject({ status: 400 });
    expect((await refreshLogin(api(), own.refreshToken.token)).token).not.toBe('');
    await revokeCurrentSession(api(), { bearer });
    await expect(refreshLogin(api(), own.refreshToken.token)).rejects.toMatchObject({ status: 400 });
  });
});
