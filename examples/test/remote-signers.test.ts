import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nip } from '@ksef/core';
import { ecdsaFromDer, type Signer, verifyXades, xadesSigner } from '@ksef/signing';
import { type TestCertificate, testSealCertificate } from '@ksef/signing/testing';
import { hasTools } from '@ksef-tools/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { azureKeyVaultSigner } from '../azure-key-vault-signer.js';
import { pkcs11Signer } from '../pkcs11-signer.js';

const context = nip('5265877635');
const kinds = ['P-256', 'P-384', 'RSA-2048'] as const;

async function signsLogins(signer: Signer): Promise<void> {
  const request = { challenge: '20250604-CR-461EA5B000-537A6BA15D-D7', context };
  const result = await verifyXades(await xadesSigner(signer).signAuthRequest(request));
  expect(result).toMatchObject({ isValid: true, subjectIdentifier: { type: 'Nip', value: context } });
}

const module = '/usr/lib/softhsm/libsofthsm2.so';
describe.skipIf(!hasTools('softhsm2-util', 'pkcs11-tool') || !existsSync(module))(
  'pkcs11Signer on SoftHSM2',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'ksef-softhsm-'));
    const before = process.env.SOFTHSM2_CONF;
    const key = { module, tokenLabel: 'ksef', pin: '123456' };
    beforeAll(async () => {
      mkdirSync(join(folder, 'tokens'));
      writeFileSync(join(folder, 'softhsm2.conf'), `directories.tokendir = ${join(folder, 'tokens')}\n`);
      process.env.SOFTHSM2_CONF = join(folder, 'softhsm2.conf');
      execFileSync('softhsm2-util', [
        '--init-token',
        '--free',
        '--label',
        'ksef',
        '--pin',
        key.pin,
        '--so-pin',
        key.pin,
      ]);
      for (const [index, keyType] of kinds.entries()) {
        const { certificate, privateKeyPem } = await testSealCertificate({ nip: context }, { keyType });
        const id = `0${index + 1}`;
        writeFileSync(join(folder, 'key.pem'), privateKeyPem);
        writeFileSync(join(folder, 'certificate.der'), certificate);
        const token = ['--token', 'ksef', '--pin', key.pin, '--label', keyType, '--id', id];
        execFileSync('softhsm2-util', ['--import', join(folder, 'key.pem'), ...token]);
        const login = ['--module', module, '--token-label', 'ksef', '--login', '--pin', key.pin];
        const object = ['--write-object', join(folder, 'certificate.der'), '--type', 'cert', '--id', id];
        execFileSync('pkcs11-tool', [...login, ...object], { stdio: 'pipe' });
      }
    });
    afterAll(() => {
      if (before === undefined) delete process.env.SOFTHSM2_CONF;
      else process.env.SOFTHSM2_CONF = before;
      rmSync(folder, { recursive: true, force: true });
    });

    it.each(kinds.map((kind, index) => [kind, `0${index + 1}`]))('%s', async (_kind, id) => {
      await signsLogins(await pkcs11Signer({ ...key, id }));
    });

    it('fails on a wrong PIN, without saying it', async () => {
      const error = await pkcs11Signer({ ...key, pin: '654321', id: '01' }).catch((reason) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(String(error.message)).not.toContain('654321');
    });
  },
);

describe('azureKeyVaultSigner against a vault that speaks its REST', () => {
  const keys = new Map<string, TestCertificate>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const answer = (status: number, json: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    const path = /^\/keys\/([\w-]+)\/v1\/sign\?api-version=7\.4$/.exec(request.url ?? '');
    const key = keys.get(path?.[1] ?? '');
    if (request.method !== 'POST' || key === undefined)
      return answer(404, { error: { code: 'KeyNotFound', message: '' } });
    if (request.headers.authorization !== 'Bearer good') {
      return answer(401, {
        error: { code: 'Unauthorized', message: 'AKV10000: Request is missing a Bearer token.' },
      });
    }
    const { alg, value } = JSON.parse(body);
    const digest = Buffer.from(value, 'base64url');
    if (digest.length !== Number(alg.slice(2)) / 8)
      return answer(400, { error: { code: 'BadParameter', message: '' } });
    return answer(200, {
      kid: request.url,
      value: (await signDigest(key, alg, digest)).toString('base64url'),
    });
  });
  beforeAll(async () => {
    for (const keyType of kinds) keys.set(keyType, await testSealCertificate({ nip: context }, { keyType }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void server.close());

  const open = (name: string, token = 'good') =>
    azureKeyVaultSigner({
      keyUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys/${name}/v1`,
      certificate: (keys.get(name) as TestCertificate).certificatePem,
      accessToken: async () => token,
    });

  it.each(kinds)('%s', async (kind) => {
    await signsLogins(await open(kind));
  });

  it('says what the vault says', async () => {
    const signer = await open('P-256', 'bad');
    await expect(signer.sign(new Uint8Array(1))).rejects.toThrow('401 Unauthorized');
  });
});

/** Signs a digest, which `node:crypto` does not: openssl does. */
async function signDigest(key: TestCertificate, alg: string, digest: Buffer): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-vault-'));
  try {
    writeFileSync(join(folder, 'key.pem'), key.privateKeyPem, { mode: 0o600 });
    const padding = alg.startsWith('RS') ? ['-pkeyopt', `digest:sha${alg.slice(2)}`] : [];
    const args = ['pkeyutl', '-sign', '-inkey', join(folder, 'key.pem'), ...padding];
    const signature = execFileSync('openssl', args, { input: digest });
    if (!alg.startsWith('ES')) return signature;
    // Key Vault gives r and s, openssl DER.
    return Buffer.from(await ecdsaFromDer(signature, alg === 'ES256' ? 'P-256' : 'P-384'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
