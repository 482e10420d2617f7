import type { Call } from '../../command/call.js';
import { homeFolder } from '../../profile/home.js';
import { openKeychain } from '../../profile/keychain.js';
import type { Finding } from './finding.js';

const optionalPackages = ['@ksef/emulator', '@ksef/mcp', 'pdfkit', 'dejavu-fonts-ttf'] as const;

/** Versions, optional packages, where secrets go. */
export async function* checkProgram(call: Call): AsyncGenerator<Finding> {
  const { contractVersion } = await import('@ksef/api');
  const versions = `ksef ${call.around.version}, Node ${process.versions.node}, ${process.platform}, KSeF API ${contractVersion}`;
  yield { check: 'versions', state: 'ok', text: versions };
  const keychain = await openKeychain(call.around.env);
  const place =
    keychain === undefined ? call.say({ en: 'encrypted file in', pl: 'zaszyfrowany plik w' }) : '';
  yield {
    check: 'secrets',
    state: 'ok',
    text:
      keychain === undefined
        ? `${place} ${homeFolder(call.around.env)}`
        : call.say({ en: 'keychain', pl: 'pęk kluczy' }),
  };
  const missing = optionalPackages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  yield {
    check: 'packages',
    state: 'warning',
    text: call.say({
      en: `not installed (optional): ${missing.join(', ')}`,
      pl: `niezainstalowane (opcjonalne): ${missing.join(', ')}`,
    }),
  };
}

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}
