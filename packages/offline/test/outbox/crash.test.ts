import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { testPersonCertificate } from '@ksef/signing/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { crashingAt } from '../support/crashing-journal.js';
import { journalForProcess, newJournal } from '../support/journals.js';
import { invoice, openBoth, seller, spoiled, startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => world.emulator.control.reset());
afterAll(() => world.emulator.close());

describe('a process that dies at any line of its journals', () => {
  it.each(['before', 'after'] as const)(
    '%s it is written loses nothing and sends nothing twice',
    async (when) => {
      for (let count = 1, lived = false; !lived; count++) {
        world.emulator.control.reset();
        const files = [invoice(`C/${when}/${count}/1`), spoiled(invoice(`C/${when}/${count}/2`))];
        const correct = () => invoice(`C/${when}/${count}/2`);
        const journal = await newJournal();
        const crashing = crashingAt(journal, count, when);
        const issued: Uint8Array[] = [];
        const first = await openBoth(world, crashing.journal, { correct }).catch(() => undefined);
        if (first !== undefined) {
          for (const content of files) {
            const done = await first.outbox.issue({ content }).catch(() => undefined);
            if (done !== undefined) issued.push(content);
          }
          await first.outbox.send(first.sender).catch(() => undefined);
          await first.close().catch(() => undefined);
        }
        lived = !crashing.state.isDead;
        const next = await openBoth(world, journal, { correct });
        // What was told to be issued is there.
        for (const content of issued) expect(await next.outbox.find({ content })).toBeDefined();
        for (const content of files) await next.outbox.issue({ content });
        const { reason } = await next.outbox.send(next.sender);
        expect(reason, `append ${count}`).toBeUndefined();
        const ends = [...next.outbox.invoices()].map(({ delivery }) => delivery);
        expect(ends, `append ${count}`).toEqual(['accepted', 'accepted']);
        expect(world.accepted(), `append ${count}`).toBe(2);
        await next.close();
        expect(count).toBeLessThan(60);
      }
    },
    120_000,
  );
});

describe.skipIf(process.platform === 'win32')('a process that is killed', () => {
  it.each([3, 8, 14, 21, 30, 45])(
    'at step %i is continued by the next',
    async (killAt) => {
      const { setting, remove } = await journalForProcess();
      const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: seller });
      const good = invoice(`K/${killAt}/2`);
      const files = [invoice(`K/${killAt}/1`), spoiled(good), invoice(`K/${killAt}/3`)];
      const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
      const run = {
        environment: world.emulator.environment,
        seller,
        pem: { certificate: certificatePem, key: privateKeyPem },
        ...setting,
        invoices: files.map((content, index) => ({ name: `${index}`, content: base64(content) })),
        corrections: { 1: base64(good) },
      };
      const first = await runProcess({ ...run, killAt });
      const second = await runProcess({ ...run, killAt: 0 });
      expect(first.signal === 'SIGKILL' || first.output.endsWith('done\n')).toBe(true);
      expect(second.output).toMatch(/done\n$/);
      expect(second.output.match(/^accepted /gm)).toHaveLength(3);
      expect(world.accepted()).toBe(3);
      await remove();
    },
    120_000,
  );
});

async function runProcess(run: object): Promise<{ readonly output: string; readonly signal: string | null }> {
  const program = fileURLToPath(new URL('../support/outbox-process.mjs', import.meta.url));
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, KSEF_TEST_RUN: JSON.stringify(run) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  const signal = await new Promise<string | null>((done) =>
    child.on('close', (_code, killedBy) => done(killedBy)),
  );
  return { output, signal };
}
