import { join } from 'node:path';
import type { Run } from '../command/command-spec.js';
import { openKsef } from '../connect/open-ksef.js';
import { optionalPackage } from '../connect/optional-package.js';
import { homeFolder } from '../profile/home.js';

/** `ksef mcp`: serves one assistant until it goes away. Stdout belongs to the protocol. */
export const mcp: Run = async (call) => {
  const { createMcpServer, serveStdio } = await optionalPackage(call, '@ksef/mcp', () => import('@ksef/mcp'));
  const { fileJournal } = await import('@ksef/client');
  const { env, stdin, stdout, version } = call.around;
  const secrets = new Set<string>();
  for (const name of ['KSEF_TOKEN', 'KSEF_KEY_PASSPHRASE', 'KSEF_PASSPHRASE'])
    if (env[name]) secrets.add(env[name]);
  const server = createMcpServer({
    async openKsef() {
      const { ksef, place } = await openKsef(call);
      if (place.login?.secret !== undefined) secrets.add(place.login.secret);
      return ksef;
    },
    allowSend: call.flag('allowSend'),
    journal: fileJournal(join(homeFolder(env), 'journal')),
    outputFolder: call.text('out'),
    language: call.language,
    secrets: () => [...secrets],
    version,
  });
  if (stdin.isTTY === true) {
    call.out.note(
      call.say({
        en: 'This command talks to an AI assistant on stdin and stdout: name it in the settings of your assistant. Ctrl-C ends it.',
        pl: 'To polecenie rozmawia z asystentem AI przez stdin i stdout: wpisz je w ustawieniach asystenta. Ctrl-C je kończy.',
      }),
    );
  }
  await serveStdio(server, {
    stdin,
    stdout,
    signal: call.signal,
    onError: ({ message }) => call.out.trace(message),
  });
  return undefined;
};
