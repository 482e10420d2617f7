// Programs that some tests run. `.ci/run` installs them; elsewhere their suites are skipped, and `npm test` says so.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Programs, the Debian packages (or those of PyPI) that hold them, and what they are for. */
export const allTools = [
  { command: 'openssl', debianPackage: 'openssl', suites: 'keys and signatures checked by openssl' },
  { command: 'xmlsec1', debianPackage: 'xmlsec1', suites: 'XAdES signatures checked by xmlsec1' },
  { command: 'xmllint', debianPackage: 'libxml2-utils', suites: 'documents checked against XML schemas' },
  { command: 'unzip', debianPackage: 'unzip', suites: 'packages of invoices checked by unzip' },
  { command: 'python3', debianPackage: 'python3', suites: 'packages of invoices packed by Python' },
  { command: 'zbarimg', debianPackage: 'zbar-tools', suites: 'QR codes read back by zbarimg' },
  { command: 'pdftotext', debianPackage: 'poppler-utils', suites: 'PDFs read back by pdftotext' },
  { command: 'chromium', debianPackage: 'chromium', suites: 'packages in a browser' },
  { command: 'softhsm2-util', debianPackage: 'softhsm2', suites: 'signing with a PKCS#11 token' },
  { command: 'pkcs11-tool', debianPackage: 'opensc', suites: 'signing with a PKCS#11 token' },
  { command: 'redis-server', debianPackage: 'redis-server', suites: 'stores and limits on Redis' },
  { command: 'postgres', debianPackage: 'postgresql', suites: 'stores and journals on PostgreSQL' },
  { command: 'moto_server', pythonPackage: 'moto[server]==5.*', suites: 'parts of batches on S3' },
];

// Where this file installs programs of PyPI.
const pythonPrograms = join(homedir(), '.local', 'bin');

/** How to install a program of the table. */
export function installCommand({ debianPackage, pythonPackage }) {
  return pythonPackage === undefined
    ? `apt-get install ${debianPackage}`
    : `pip install --user '${pythonPackage}'`;
}

/** The path of a program of the table; undefined when it is not installed. */
export function pathOf(command) {
  return searchFolders()
    .map((folder) => join(folder, command))
    .find((file) => existsSync(file));
}

/**
 * Whether all these programs are there: `describe.skipIf(!hasTools('xmlsec1'))`. Where KSEF_TOOLS_REQUIRED is set, as
 * in CI, a missing one is an error: nothing may be skipped there.
 */
export function hasTools(...commands) {
  const missing = commands.filter((command) => pathOf(command) === undefined);
  if (missing.length > 0 && process.env.KSEF_TOOLS_REQUIRED) {
    throw new Error(
      `These programs are needed and not installed: ${missing.join(', ')}. See tools/testing/tools.mjs.`,
    );
  }
  return missing.length === 0;
}

/** The programs of the table that are not installed. */
export function missingTools() {
  return allTools.filter(({ command }) => pathOf(command) === undefined);
}

function searchFolders() {
  const versions = '/usr/lib/postgresql';
  const postgres = existsSync(versions)
    ? readdirSync(versions).map((version) => join(versions, version, 'bin'))
    : [];
  return [...(process.env.PATH ?? '').split(delimiter), ...postgres, pythonPrograms];
}

// `node tools/testing/tools.mjs install`: what is missing, from Debian's packages and from PyPI.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href && process.argv[2] === 'install') {
  const packages = missingTools().flatMap(({ debianPackage }) => debianPackage ?? []);
  const fromPython = missingTools().flatMap(({ pythonPackage }) => pythonPackage ?? []);
  if (packages.length > 0) {
    const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
    const apt = (...args) => {
      const [program, ...rest] = [...asRoot, 'apt-get', ...args];
      execFileSync(program, rest, {
        stdio: ['ignore', process.stderr, process.stderr],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    };
    apt('update');
    apt('install', '--yes', '--no-install-recommends', ...packages);
  }
  if (fromPython.length > 0) {
    // Debian's Python installs nothing beside Debian's packages unless it is told to.
    const pip = ['-m', 'pip', 'install', '--user', '--quiet', '--break-system-packages', ...fromPython];
    execFileSync('python3', pip, { stdio: ['ignore', process.stderr, process.stderr] });
  }
}
