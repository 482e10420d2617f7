import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lenientNip } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { build, type Format } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSafe } from '../architecture.mjs';

const root = join(import.meta.dirname, '../../..');

// The guide (bundling.md) says it: dependencies in CommonJS ask for `require`, which ES modules have not.
const require = `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);`;

const program = `
import { readFile } from 'node:fs/promises';
import { createKsef } from '@ksef/client';
import { nip } from '@ksef/core';
import { signerFromPem, xadesSigner } from '@ksef/signing';

const { environment, seller, invoice, certificate, key } = JSON.parse(process.env.PROGRAM_INPUT);
async function main() {
  const signer = xadesSigner(await signerFromPem({ certificate, key }));
  const ksef = createKsef({ environment, credentials: { signer }, context: seller });
  const xml = await readFile(invoice, 'utf8');
  const numbered = (number) => ({ content: xml.replace(/<P_2>[^<]*/, '<P_2>' + number) });
  const statuses = [];
  for await (const { status } of ksef.send([numbered('online/' + process.argv[2])])) statuses.push(status);
  const many = Array.from({ length: 300 }, (_, index) => numbered('batch/' + process.argv[2] + '/' + index));
  for await (const { status } of ksef.sendBatch(many)) statuses.push(status);
  const from = new Date(Date.now() - 86_400_000).toISOString();
  let received = 0;
  for await (const { content } of ksef.exportInvoices({ subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from } }))
    if (content !== undefined) received++;
  console.log(JSON.stringify({ accepted: statuses.filter((status) => status === 'accepted').length, received }));
}
main();
`;

describe('a program with the client, bundled for Node and taken elsewhere', () => {
  let emulator: Emulator;
  const seller = lenientNip('5251230007');

  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());

  it.each([
    ['one file', 'esm', 'mjs', false],
    ['one file', 'cjs', 'cjs', false],
    ['chunks', 'esm', 'mjs', true],
  ] as const)('runs in %s as %s', { timeout: 120_000 }, async (_, format: Format, extension, splitting) => {
    emulator.control.reset();
    const outdir = await mkdtemp(join(tmpdir(), 'ksef-bundle-'));
    await build({
      stdin: { contents: program, resolveDir: import.meta.dirname },
      bundle: true,
      splitting,
      platform: 'node',
      format,
      outdir,
      outExtension: { '.js': `.${extension}` },
      logLevel: 'silent',
      ...(format === 'esm' ? { banner: { js: require } } : {}),
    });
    const { testSealCertificate } = await import('@ksef/signing/testing');
    const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: seller });
    const input = {
      environment: emulator.environment,
      seller,
      invoice: join(root, 'examples/invoices/1-vat.xml'),
      certificate: certificatePem,
      key: privateKeyPem,
    };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(outdir, `stdin.${extension}`), `${format}${splitting}`],
      {
        env: { ...process.env, PROGRAM_INPUT: JSON.stringify(input) },
      },
    );
    expect(JSON.parse(stdout)).toEqual({ accepted: 301, received: 301 });
  });
});

it.each(browserSafe)('@ksef/%s bundles for browsers, every entry but that for Node', async (name) => {
  const manifest = JSON.parse(await readFile(join(root, 'packages', name, 'package.json'), 'utf8'));
  const entryPoints = Object.entries<string | { import: { default: string } }>(manifest.exports)
    .filter(([entry, target]) => !entry.endsWith('/node') && typeof target !== 'string')
    .map(([, target]) =>
      join(root, 'packages', name, (target as { import: { default: string } }).import.default),
    );
  const { errors, warnings } = await build({
    entryPoints,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    outdir: 'out',
    write: false,
    logLevel: 'silent',
  });
  // Chunks without effects that nobody needs; esbuild says nothing of them in an installed package.
  const own = warnings.filter(({ id }) => id !== 'ignored-bare-import');
  expect({ errors, own }).toEqual({ errors: [], own: [] });
});

it('no package loads one in CommonJS on use as it is: bundles in chunks have its exports as `default` alone', {
  timeout: 120_000,
}, async () => {
  const found: string[] = [];
  for (const file of await sourceFiles()) {
    const text = (await readFile(join(root, 'packages', file), 'utf8')).replace(/^\s*(\/\/|\*).*$/gm, '');
    for (const [, taken = '', name = ''] of text.matchAll(
      /(\{[^{}]*\}|\w+) = await import\('([^'.:]+)'\)/g,
    )) {
      if (name.startsWith('@ksef/') || /^\{\s*default:/.test(taken)) continue;
      const manifest = join(
        root,
        'packages',
        file.split(/[/\\]/)[0] ?? '',
        'node_modules',
        name,
        'package.json',
      );
      const { type, exports } = JSON.parse(await readFile(manifest, 'utf8'));
      if (type !== 'module' && exports === undefined) found.push(`${file}: ${name}`);
    }
  }
  expect(found).toEqual([]);
});

/** The TypeScript files of all packages, below `packages`. */
async function sourceFiles(): Promise<string[]> {
  const names = await readdir(join(root, 'packages'));
  const files = await Promise.all(
    names.map(async (name) => {
      const below = await readdir(join(root, 'packages', name, 'src'), { recursive: true });
      return below.map((file) => join(name, 'src', file));
    }),
  );
  return files.flat().filter((file) => file.endsWith('.ts'));
}
