// One process of a fleet. Does what its parent says, and answers.
import { contextIdentifier } from '@ksef/core';
import { makeProvider } from './make-provider.mjs';

const { connectModule, url, baseUrl, lockTtlMs } = JSON.parse(process.argv[2]);
const { connect } = await import(connectModule);
// The machine may be crowded: what is slow here is not out of reach, and must not be answered by logins of one's own.
const { store, lock } = await connect(url, { lockTtlMs, timeoutMs: 30_000 });
const { provider, advance } = makeProvider(baseUrl, { store, lock, storeTimeoutMs: 30_000 });

const work = {
  /** Every caller asks for every context, each in an order of its own; gives the tokens seen of each. */
  async ask({ nips, callers }) {
    const seen = Object.fromEntries(nips.map((nip) => [nip, new Set()]));
    await Promise.all(
      Array.from({ length: callers }, async (_, caller) => {
        await Promise.all(
          nips.map(async (_nip, index) => {
            const nip = nips[(index + caller) % nips.length];
            seen[nip].add(await provider.getToken(contextIdentifier('Nip', nip)));
          }),
        );
      }),
    );
    return Object.fromEntries(Object.entries(seen).map(([nip, set]) => [nip, [...set]]));
  },
  /** Callers ask without a pause while time passes, then each once more for every context; gives how often they asked. */
  async askWhile({ nips, callers, advanceMs }) {
    let asked = 0;
    let advanced = false;
    setTimeout(() => {
      advance(advanceMs);
      advanced = true;
    }, 50);
    await Promise.all(
      Array.from({ length: callers }, async (_, caller) => {
        for (let last = false; !last; ) {
          last = advanced;
          for (let index = 0; index < nips.length; index++) {
            await provider.getToken(contextIdentifier('Nip', nips[(caller + index) % nips.length]));
            asked++;
          }
          await new Promise((resolve) => setImmediate(resolve));
        }
      }),
    );
    return { asked };
  },
};

process.on('message', async ({ id, name, input }) => {
  try {
    process.send({ id, result: await work[name](input) });
  } catch (error) {
    process.send({ id, error: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit());
process.send({ ready: true });
