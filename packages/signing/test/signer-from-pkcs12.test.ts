import { readFileSync } from 'node:fs';
import { hasTools } from '@ksef-tools/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { signerFromPkcs12 } from '../src/index.js';
import { file, openssl } from './support/openssl.js';
import { verifies } from './support/verifies.js';

const bytesOf = (name: string) => new Uint8Array(readFileSync(file(name)));

describe.skipIf(!hasTools('openssl'))('signerFromPkcs12 with files of openssl', () => {
  beforeAll(() => {
    openssl(
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @ca.key -out @ca.crt -days 30 -subj /CN=CA',
    );
    for (const [kind, key] of [
      ['ec', 'ec -pkeyopt ec_paramgen_curve:P-256'],
      ['rsa', 'rsa:2048'],
    ]) {
      openssl(`req -newkey ${key} -nodes -keyout @${kind}.key -out @${kind}.csr -utf8 -subj /CN=Łucja/C=PL`);
      openssl(`x509 -req -in @${kind}.csr -CA @ca.crt -CAkey @ca.key -days 20 -out @${kind}.crt`);
      openssl(`x509 -in @${kind}.crt -outform DER -out @${kind}.der`);
      const from = `pkcs12 -export -inkey @${kind}.key -in @${kind}.crt -certfile @ca.crt -passout pass:tajne`;
      openssl(`${from} -out @${kind}-aes.p12`);
      openssl(`${from} -legacy -out @${kind}-rc2.p12`);
      openssl(
        `${from} -legacy -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -out @${kind}-3des.p12`,
      );
      openssl(`${from} -nomac -out @${kind}-nomac.p12`);
    }
    openssl('pkcs12 -export -inkey @ec.key -in @ec.crt -passout pass: -out @empty.p12');
    openssl('pkcs12 -export -nokeys -in @ec.crt -passout pass:tajne -out @nokey.p12');
    openssl('pkcs12 -export -nocerts -inkey @ec.key -passout pass:tajne -out @nocert.p12');
  });

  it.each(['ec', 'rsa'].flatMap((kind) => ['aes', 'rc2', '3des', 'nomac'].map((form) => [kind, form])))(
    '%s key, %s',
    async (kind, form) => {
      const pkcs12 = bytesOf(`${kind}-${form}.p12`);
      const signer = await signerFromPkcs12({ pkcs12, passphrase: 'tajne' });
      expect(await verifies(signer)).toBe(true);
      // Byte for byte: the certificate's digest is signed.
      expect(Buffer.from(signer.certificateChain[0] as Uint8Array)).toEqual(
        readFileSync(file(`${kind}.der`)),
      );
      expect(signer.certificateChain).toHaveLength(2);
      await expect(signerFromPkcs12({ pkcs12, passphrase: 'inne' })).rejects.toMatchObject({
        name: 'InvalidInputError',
        code: 'WRONG_PASSPHRASE',
      });
      await expect(signerFromPkcs12({ pkcs12 })).rejects.toMatchObject({ code: 'PASSPHRASE_REQUIRED' });
      await expect(signerFromPkcs12({ pkcs12, passphrase: 'tajne\n' })).rejects.toThrow(/line break/);
    },
  );

  it.each(['', ' -legacy', ' -nomac'])('takes a passphrase in Polish%s', async (form) => {
    openssl(`pkcs12 -export -inkey @ec.key -in @ec.crt -passout pass:zażółć${form} -out @polish.p12`);
    const pkcs12 = bytesOf('polish.p12');
    expect(await verifies(await signerFromPkcs12({ pkcs12, passphrase: 'zażółć' }))).toBe(true);
    for (const passphrase of ['zażółc', 'zazolc']) {
      await expect(signerFromPkcs12({ pkcs12, passphrase })).rejects.toMatchObject({
        code: 'WRONG_PASSPHRASE',
      });
    }
  });

  it('takes an empty passphrase', async () => {
    expect(await verifies(await signerFromPkcs12({ pkcs12: bytesOf('empty.p12') }))).toBe(true);
  });

  it.each([
    ['nokey.p12', bytesOf],
    ['nocert.p12', bytesOf],
    ['a certificate', () => bytesOf('ec.der')],
    ['text', () => new TextEncoder().encode('nonsense')],
    ['half a file', () => bytesOf('ec-aes.p12').subarray(0, 300)],
    ['nothing', () => new Uint8Array()],
  ])('refuses %s', async (name, read) => {
    await expect(signerFromPkcs12({ pkcs12: read(name), passphrase: 'tajne' })).rejects.toMatchObject({
      name: 'InvalidInputError',
      code: 'INVALID_PKCS12',
    });
  });
});
