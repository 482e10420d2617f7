import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { nip } from '@ksef/core';
import { type Emulator, makeTestToken, sampleInvoice, startEmulator } from '@ksef/emulator';
import { testSealCertificate } from '@ksef/signing/testing';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docBlocks } from '../doc-blocks.mjs';

const root = join(import.meta.dirname, '../../..');

/** Documents whose blocks are programs as they stand, where nothing has to be declared first. */
const documents = [
  'README.md',
  'docs/getting-started.md',
  'docs/recipes.md',
  'docs/guides/sending.md',
  'docs/guides/receiving.md',
  'docs/guides/after-sending.md',
  'docs/guides/corrections.md',
  'docs/guides/pdf.md',
  'docs/guides/login-token.md',
  'docs/guides/multiple-processes.md',
  'docs/guides/testing.md',
  'packages/auth/README.md',
  'packages/client/README.md',
  'packages/sessions/README.md',
  'packages/export/README.md',
  'packages/token-provider/README.md',
];

/** Companies of the programs that work for several. */
const several = ['5265877635', '7352765225'];

/** What a program needs beyond those is the reader's: a value, an argument, a database, a key in a certain place. */
const isReaders =
  /^declare |process\.argv|from '(?:pg|ioredis)'|readFile\('(?!invoice\.xml|certificate(\.key)?\.pem)/m;

const blocks = docBlocks(root).filter(
  ({ source, code }) => documents.includes(source) && !isReaders.test(code),
);

// The one thing that is changed: the emulator stands in for TEST.
describe.each(documents)('the blocks of %s', (document) => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());

  it.each(blocks.filter(({ source }) => source === document))(
    'run: line $line',
    {
      timeout: 600_000,
    },
    async ({ code }) => {
      const folder = await folderOfUser(companyOf(code));
      const environment = JSON.stringify(emulator.environment);
      const { code: program } = await transform(
        code.replaceAll(
          /environment: (?:'(?:test|demo|prd)'|environments\.test)/g,
          `environment: ${environment}`,
        ),
        {
          loader: 'ts',
          format: 'esm',
        },
      );
      writeFileSync(join(folder, 'program.mjs'), program);
      const { stdout, stderr } = await promisify(execFile)(process.execPath, ['program.mjs'], {
        cwd: folder,
        env: { ...process.env, ...secretsFor(code), NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
        timeout: 500_000,
      });
      expect(stderr).toBe('');
      // Results of invoices are printed; none of them may be a refusal.
      expect(stdout).not.toMatch(/\b(rejected|failed)\b/);
    },
  );
});

/** What a user would have: the packages, invoices in the places that the documents name. */
async function folderOfUser(company: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ksef-doc-run-'));
  mkdirSync(join(folder, 'node_modules/@ksef'), { recursive: true });
  for (const name of readdirSync(join(root, 'packages')))
    symlinkSync(join(root, 'packages', name), join(folder, 'node_modules/@ksef', name));
  for (const name of ['pdfkit', 'dejavu-fonts-ttf'])
    symlinkSync(join(root, 'tools/checks/node_modules', name), join(folder, 'node_modules', name));
  const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: company });
  writeFileSync(join(folder, 'certificate.pem'), certificatePem);
  writeFileSync(join(folder, 'certificate.key.pem'), privateKeyPem);
  write('invoice.xml', company);
  for (const name of ['a', 'b']) write(`invoices/${name}.xml`, company);
  for (const one of several) write(`outbox/${one}/a.xml`, one);
  return folder;

  function write(path: string, sellerNip: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), sampleInvoice({ sellerNip }));
  }
}

/** The company that a program is about. */
function companyOf(code: string): string {
  return /nip\('(\d{10})'\)/.exec(code)?.[1] ?? '5265877635';
}

function secretsFor(code: string): Record<string, string> {
  const others = several.map((company) => [`KSEF_TOKEN_${company}`, makeTestToken(nip(company))]);
  return {
    KSEF_TOKEN: makeTestToken(nip(companyOf(code))),
    SEALING_KEY: Buffer.alloc(32, 1).toString('base64'),
    ...Object.fromEntries(others),
  };
}
