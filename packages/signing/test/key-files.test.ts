import { createHmac, generateKeyPairSync, pbkdf2Sync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hasTools } from '@ksef-tools/testing';
import { fromBER, Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  prepareAuthRequest,
  privateKeyPem,
  readCertificate,
  remoteCertificateRequest,
  remoteSigner,
  signerFromCryptoKey,
  signerFromKeyObject,
  signerFromPem,
  signerFromPkcs12,
} from '../src/index.js';
import { type TestCertificate, testPersonCertificate, testSealCertificate } from '../src/testing.js';
import { challenge, context } from './support/logins.js';
import { file, openssl, read } from './support/openssl.js';
import { verifies } from './support/verifies.js';

const bytesOf = (name: string) => new Uint8Array(readFileSync(file(name)));
const legacy = '-provider legacy -provider default';

/** How often the event loop turned while `work` ran. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await work();
  clearInterval(timer);
  return turns;
}

describe('a failed call with a key', () => {
  let rsa: TestCertificate;
  let ec: TestCertificate;
  let p384: TestCertificate;
  beforeAll(async () => {
    rsa = await testPersonCertificate({ nip: context }, { keyType: 'RSA-2048' });
    ec = await testPersonCertificate({ nip: context });
    p384 = await testPersonCertificate({ nip: context }, { keyType: 'P-384' });
  });

  // `node:crypto` reads keys by a queue of errors that all callers in a process share.
  const failing: Record<string, () => Promise<unknown>> = {
    'signerFromPem, EC key for an RSA certificate': () =>
      signerFromPem({ certificate: rsa.certificatePem, key: ec.privateKeyPem }),
    'signerFromPem, RSA key for an EC certificate': () =>
      signerFromPem({ certificate: ec.certificatePem, key: rsa.privateKeyPem }),
    'signerFromPem, another curve': () =>
      signerFromPem({ certificate: ec.certificatePem, key: p384.privateKeyPem }),
    'signerFromPem, Ed25519': () =>
      signerFromPem({
        certificate: ec.certificatePem,
        key: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      }),
    'signerFromPem, damaged': () =>
      signerFromPem({ certificate: ec.certificatePem, key: ec.privateKeyPem.replace('M', 'A') }),
    signerFromKeyObject: () =>
      signerFromKeyObject({
        certificate: ec.certificate,
        key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
      }),
    signerFromCryptoKey: () => signerFromCryptoKey({ certificate: rsa.certificate, key: ec.privateKey }),
    remoteSigner: async () =>
      (await remoteSigner({ certificate: rsa.certificate, sign: async () => new Uint8Array(64) })).sign(
        new Uint8Array(1),
      ),
    remoteCertificateRequest: () =>
      remoteCertificateRequest(
        { commonName: 'x' },
        { publicKey: Uint8Array.of(0x30, 1, 2), sign: async () => new Uint8Array(64) },
      ),
    prepareAuthRequest: () => prepareAuthRequest({ challenge, context }, Uint8Array.of(0x30, 1, 2)),
    privateKeyPem: () => privateKeyPem(ec.privateKey, { passphrase: '' }),
    readCertificate: () => readCertificate(Uint8Array.of(0x30, 1, 2)),
    signerFromPkcs12: () => signerFromPkcs12({ pkcs12: Uint8Array.of(0x30, 1, 2), passphrase: 'x' }),
  };
  it.each(Object.keys(failing))('%s does not disturb the next one', async (name) => {
    await expect(failing[name]?.()).rejects.toMatchObject({ code: expect.any(String) });
    for (const { certificatePem, privateKeyPem } of [rsa, ec])
      expect(await verifies(await signerFromPem({ certificate: certificatePem, key: privateKeyPem }))).toBe(
        true,
      );
  });
});

describe('PEM as environment variables have it', () => {
  it.each<[string, (pem: string) => string]>([
    ['\\n in two characters', (pem) => pem.replaceAll('\n', '\\n')],
    ['\\r\\n in four characters', (pem) => pem.replaceAll('\n', '\\r\\n')],
    ['one line with spaces', (pem) => pem.trim().replaceAll('\n', ' ')],
    ['one line without anything', (pem) => pem.replaceAll('\n', '')],
    ['indented', (pem) => pem.replaceAll(/^/gm, '    ')],
    ['CR only', (pem) => pem.replaceAll('\n', '\r')],
    ['CRLF', (pem) => pem.replaceAll('\n', '\r\n')],
    ['in quotes', (pem) => `"${pem}"`],
    ['with words before and after', (pem) => `Bag Attributes\n  friendlyName: x\n${pem}\nthe end`],
  ])('%s', async (_name, change) => {
    const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: context });
    const input = { certificate: change(certificatePem), key: change(privateKeyPem) };
    expect(await verifies(await signerFromPem(input))).toBe(true);
  });

  it.skipIf(!hasTools('openssl'))('an encrypted key of the old kind too', async () => {
    const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: context });
    file('plain.pem', privateKeyPem);
    openssl('pkey -in @plain.pem -traditional -aes128 -passout pass:tajne -out @old.pem');
    for (const change of [
      (pem: string) => pem.replaceAll('\n', '\\n'),
      (pem: string) => pem.replaceAll('\n', ' '),
    ]) {
      const key = change(read('old.pem'));
      const signer = await signerFromPem({ certificate: certificatePem, key, passphrase: 'tajne' });
      expect(await verifies(signer)).toBe(true);
    }
  });

  it('refuses 38 000 beginnings, and a megabyte, at once', async () => {
    const key = '-----BEGIN PRIVATE KEY-----'.repeat(38_000);
    const start = performance.now();
    await expect(signerFromPem({ certificate: key, key })).rejects.toMatchObject({ code: 'INVALID_KEY' });
    await expect(
      signerFromPem({
        certificate: key.replaceAll('PRIVATE KEY', 'CERTIFICATE'),
        key: key.slice(0, 900_000),
      }),
    ).rejects.toMatchObject({ code: 'INVALID_KEY' });
    const publicKey = '-----BEGIN PUBLIC KEY-----'.repeat(38_000);
    await expect(
      remoteCertificateRequest({ commonName: 'x' }, { publicKey, sign: async () => new Uint8Array() }),
    ).rejects.toMatchObject({ code: 'INVALID_KEY' });
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('wrong arguments', () => {
  it.each([
    ['nothing', () => signerFromPem(undefined as never), 'INVALID_OPTION'],
    ['no key', () => signerFromPem({ certificate: 'x' } as never), 'INVALID_KEY'],
    ['no file', () => signerFromPkcs12(undefined as never), 'INVALID_OPTION'],
    ['an empty file input', () => signerFromPkcs12({} as never), 'INVALID_PKCS12'],
    ['no remote key', () => remoteSigner(undefined as never), 'INVALID_OPTION'],
    ['no key object', () => signerFromKeyObject(undefined as never), 'INVALID_OPTION'],
    ['no CryptoKey', () => signerFromCryptoKey(undefined as never), 'INVALID_OPTION'],
    [
      'no certificate',
      () => prepareAuthRequest({ challenge, context }, undefined as never),
      'INVALID_CERTIFICATE',
    ],
  ])('%s: a typed error', async (_name, call, code) => {
    await expect(call()).rejects.toMatchObject({ name: 'InvalidInputError', code });
  });

  it('refuses an option in the wrong argument, or of an unknown name', async () => {
    const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: context });
    const input = { certificate: certificatePem, key: privateKeyPem };
    await expect(signerFromPem({ ...input, rsaPadding: 'pss' } as never)).rejects.toThrow(
      /Unknown option "rsaPadding"/,
    );
    await expect(signerFromPem(input, { rsapadding: 'pss' } as never)).rejects.toThrow(
      /Did you mean "rsaPadding"/,
    );
  });
});

describe('certificates in a chain', () => {
  it.skipIf(!hasTools('openssl'))('are found in any order, with any kind of key', async () => {
    const ec = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes';
    openssl(`req -x509 ${ec} -keyout @root.key -out @root.crt -days 30 -subj /CN=Root`);
    openssl(`req ${ec} -keyout @middle.key -out @middle.csr -subj /CN=Middle`);
    openssl('x509 -req -in @middle.csr -CA @root.crt -CAkey @root.key -days 20 -out @middle.crt');
    openssl(`req ${ec} -keyout @leaf.key -out @leaf.csr -subj /CN=Leaf`);
    openssl('x509 -req -in @leaf.csr -CA @middle.crt -CAkey @middle.key -days 10 -out @leaf.crt');
    const names = ['leaf', 'middle', 'root'];
    const [leaf, middle, root] = names.map((name) => read(`${name}.crt`));
    const subjects = (chain: readonly Uint8Array[]) =>
      Promise.all(chain.map(async (der) => (await readCertificate(der)).subject));
    for (const certificate of [
      `${root}${middle}${leaf}`,
      `${middle}${root}${leaf}`,
      `${leaf}${middle}${root}`,
    ]) {
      const signer = await signerFromPem({ certificate, key: read('leaf.key') });
      expect(await subjects(signer.certificateChain)).toEqual(['CN=Leaf', 'CN=Middle', 'CN=Root']);
      expect(await verifies(signer)).toBe(true);
      const remote = await remoteSigner({ certificate, sign: (bytes) => signer.sign(bytes) });
      expect(await verifies(remote)).toBe(true);
      expect(await subjects(remote.certificateChain)).toEqual(['CN=Leaf', 'CN=Middle', 'CN=Root']);
    }
  });

  it('refuses a chain with something else in it, and one without end', async () => {
    const { certificate, privateKeyPem } = await testSealCertificate({ nip: context });
    const code = (chain: readonly Uint8Array[]) =>
      signerFromPem({ certificate: chain, key: privateKeyPem }).catch((error) => error.code);
    expect(await code([certificate, Uint8Array.of(0x30, 1, 2)])).toBe('INVALID_CERTIFICATE');
    expect(await code(Array.from({ length: 21 }, () => certificate))).toBe('INVALID_CERTIFICATE');
    expect(await code([new Uint8Array(1_000_001)])).toBe('INVALID_CERTIFICATE');
  });
});

describe('subjects of certificates', () => {
  it('are readable', async () => {
    const { certificate } = await testPersonCertificate({ nip: '5251230007' });
    const { subject } = await readCertificate(certificate);
    expect(subject).toBe('serialNumber=TINPL-5251230007,C=PL,GN=Jan,SN=Kowalski,CN=Jan Kowalski');
    const seal = await readCertificate((await testSealCertificate({ nip: '5251230007' })).certificate);
    expect(seal.subject).toContain('organizationIdentifier=VATPL-5251230007');
  });

  it('are cut in messages, and an endless serialNumber costs nothing', async () => {
    const serialNumber = 'PNOPL_'.repeat(60_000);
    const subject = { serialNumber };
    const person = await testPersonCertificate({ nip: context }, { subject });
    const start = performance.now();
    const error = await prepareAuthRequest({ challenge, context }, person.certificate).catch(
      (reason) => reason,
    );
    expect(error.code).toBe('UNUSABLE_SUBJECT');
    expect(error.message.length).toBeLessThan(1_000);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe.skipIf(!hasTools('openssl'))('protection of key files', () => {
  beforeAll(() => {
    openssl('req -x509 -newkey rsa:2048 -nodes -keyout @rsa.key -out @rsa.crt -days 30 -subj /CN=Jan');
  });

  it.each([
    ['PBE-MD5-DES', `pkcs8 -topk8 -in @rsa.key -passout pass:tajne ${legacy} -v1 PBE-MD5-DES -out @odd.key`],
    ['RC2', `pkcs8 -topk8 -in @rsa.key -passout pass:tajne ${legacy} -v1 PBE-SHA1-RC2-40 -out @odd.key`],
    ['DES in PBES2', `pkcs8 -topk8 -in @rsa.key -passout pass:tajne ${legacy} -v2 des-cbc -out @odd.key`],
    ['DES in PEM', `rsa -in @rsa.key -des -passout pass:tajne ${legacy} -traditional -out @odd.key`],
  ])('%s is named, with how to convert it', async (_name, command) => {
    openssl(command);
    const error = await signerFromPem({
      certificate: read('rsa.crt'),
      key: read('odd.key'),
      passphrase: 'tajne',
    }).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'UNSUPPORTED_ENCRYPTION' });
    // The command in the message does it.
    const [, conversion = ''] = /(pkcs8 -topk8 .*)/.exec(error.message) ?? [];
    openssl(
      conversion
        .replace('old.pem', '@odd.key -passin pass:tajne')
        .replace('new.pem', '@new.key -passout pass:x'),
    );
    const signer = await signerFromPem({
      certificate: read('rsa.crt'),
      key: read('new.key'),
      passphrase: 'x',
    });
    expect(await verifies(signer)).toBe(true);
  });

  it.each([
    ['today', 200_000, ''],
    ['old', 20_000, ' -legacy -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES'],
  ])(
    'a PKCS#12 file of the %s kind with %d rounds leaves the event loop free',
    async (_kind, rounds, form) => {
      openssl(
        `pkcs12 -export -inkey @rsa.key -in @rsa.crt -passout pass:tajne -iter ${rounds}${form} -out @slow.p12`,
      );
      const pkcs12 = bytesOf('slow.p12');
      const turns = await turnsDuring(async () => {
        expect(await verifies(await signerFromPkcs12({ pkcs12, passphrase: 'tajne' }))).toBe(true);
      });
      // Each of the derivations would take all of its time in one turn.
      expect(turns).toBeGreaterThan(10);
    },
  );

  it('a PKCS#12 file with more rounds than the limit is refused at once, and a signal ends the derivation', async () => {
    openssl('pkcs12 -export -inkey @rsa.key -in @rsa.crt -passout pass:tajne -out @iter.p12');
    const pkcs12 = bytesOf('iter.p12');
    const many = withRounds(pkcs12, 2_000_000_000);
    await expect(signerFromPkcs12({ pkcs12: many, passphrase: 'tajne' })).rejects.toThrow(
      /more than 10000000 rounds/,
    );
    openssl('pkcs12 -export -inkey @rsa.key -in @rsa.crt -passout pass:tajne -iter 200000 -out @slow.p12');
    const controller = new AbortController();
    const opening = signerFromPkcs12(
      { pkcs12: bytesOf('slow.p12'), passphrase: 'tajne' },
      { signal: controller.signal },
    );
    controller.abort(new Error('stop'));
    await expect(opening).rejects.toThrow('stop');
  }, 120_000);

  it('PBMAC1 (RFC 9579) is verified', async () => {
    openssl('pkcs12 -export -inkey @rsa.key -in @rsa.crt -passout pass:zażółć -nomac -out @nomac.p12');
    const pkcs12 = withPbmac1(bytesOf('nomac.p12'), 'zażółć');
    expect(await verifies(await signerFromPkcs12({ pkcs12, passphrase: 'zażółć' }))).toBe(true);
    await expect(signerFromPkcs12({ pkcs12, passphrase: 'inne' })).rejects.toMatchObject({
      code: 'WRONG_PASSPHRASE',
    });
  });

  it('of several keys the caller chooses', async () => {
    openssl('req -x509 -newkey rsa:2048 -nodes -keyout @one.key -out @one.crt -days 30 -subj /CN=One');
    openssl('req -x509 -newkey rsa:2048 -nodes -keyout @two.key -out @two.crt -days 30 -subj /CN=Two');
    for (const name of ['one', 'two'])
      openssl(
        `pkcs12 -export -inkey @${name}.key -in @${name}.crt -name ${name} -passout pass:tajne -out @${name}.p12`,
      );
    const pkcs12 = joined(bytesOf('one.p12'), bytesOf('two.p12'));
    const input = { pkcs12, passphrase: 'tajne' };
    const error = await signerFromPkcs12(input).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'AMBIGUOUS_KEY' });
    expect(error.message).toMatch(/friendlyName "one", fingerprint [0-9A-F]{64}; friendlyName "two"/);
    const fingerprints = error.message.match(/[0-9A-F]{64}/g) as string[];
    for (const [choice, subject] of [
      [{ friendlyName: 'one' }, 'CN=One'],
      [{ friendlyName: 'two' }, 'CN=Two'],
      [{ fingerprint: fingerprints[1]?.toLowerCase() }, 'CN=Two'],
      [{ fingerprint: fingerprints[0]?.replace(/..(?=.)/g, '$&:') }, 'CN=One'],
    ] as const) {
      const signer = await signerFromPkcs12({ ...input, ...choice });
      expect((await readCertificate(signer.certificateChain[0] as Uint8Array)).subject).toBe(subject);
      expect(await verifies(signer)).toBe(true);
    }
    await expect(signerFromPkcs12({ ...input, friendlyName: 'three' })).rejects.toMatchObject({
      code: 'AMBIGUOUS_KEY',
    });
  });
});

/** The same file, with another number of rounds for its MAC. */
function withRounds(pkcs12: Uint8Array, rounds: number): Uint8Array {
  const [version, safe, mac] = (fromBER(Uint8Array.from(pkcs12).buffer).result as Sequence).valueBlock
    .value as [Integer, Sequence, Sequence];
  mac.valueBlock.value[2] = new Integer({ value: rounds });
  return new Uint8Array(new Sequence({ value: [version, safe, mac] }).toBER());
}

/** Adds to a file without MAC one of RFC 9579. */
function withPbmac1(pkcs12: Uint8Array, passphrase: string): Uint8Array {
  const file = fromBER(Uint8Array.from(pkcs12).buffer).result as Sequence;
  const [version, safe] = file.valueBlock.value as [Integer, Sequence];
  const tagged = (safe.valueBlock.value[1] as Sequence).valueBlock.value[0] as OctetString;
  const salt = Buffer.from('NaCl and more');
  const key = pbkdf2Sync(passphrase, salt, 2_048, 32, 'sha512');
  const mac = createHmac('sha256', key).update(Buffer.from(tagged.getValue())).digest();
  const oid = (value: string) => new ObjectIdentifier({ value });
  const bytes = (value: Uint8Array) => new OctetString({ valueHex: Uint8Array.from(value).buffer });
  const list = (...value: Sequence['valueBlock']['value']) => new Sequence({ value });
  const derivation = list(
    oid('1.2.840.113549.1.5.12'),
    list(
      bytes(salt),
      new Integer({ value: 2_048 }),
      new Integer({ value: 32 }),
      list(oid('1.2.840.113549.2.11'), new Null()),
    ),
  );
  const scheme = list(oid('1.2.840.113549.2.9'), new Null());
  const algorithm = list(oid('1.2.840.113549.1.5.14'), list(derivation, scheme));
  const macData = list(
    list(algorithm, bytes(mac)),
    bytes(Buffer.from('NOT USED')),
    new Integer({ value: 1 }),
  );
  return new Uint8Array(list(version, safe, macData).toBER());
}

/** One file without MAC that has the bags of both. */
function joined(...files: Uint8Array[]): Uint8Array {
  const safes = files.flatMap((pkcs12) => {
    const [, safe] = (fromBER(Uint8Array.from(pkcs12).buffer).result as Sequence).valueBlock.value as [
      Integer,
      Sequence,
    ];
    const content = (safe.valueBlock.value[1] as Sequence).valueBlock.value[0] as OctetString;
    return (fromBER(content.getValue()).result as Sequence).valueBlock.value;
  });
  const first = fromBER(Uint8Array.from(files[0] as Uint8Array).buffer).result as Sequence;
  const [version, safe] = first.valueBlock.value as [Integer, Sequence];
  const [type, tagged] = safe.valueBlock.value as [ObjectIdentifier, Sequence];
  tagged.valueBlock.value = [new OctetString({ valueHex: new Sequence({ value: safes }).toBER() })];
  return new Uint8Array(new Sequence({ value: [version, new Sequence({ value: [type, tagged] })] }).toBER());
}
