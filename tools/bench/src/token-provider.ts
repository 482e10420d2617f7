import { type ContextIdentifier, toContext } from '@ksef/core';
import { TokenProvider } from '@ksef/token-provider';
import { type Figure, median } from './figure.js';
import { madeUpNips } from './made-up-nips.js';

const rounds = 15;
const calls = 400_000;

/** The four scenarios: warm sequential, warm with many callers, cold and warm over many NIPs. */
export async function benchTokenProvider(): Promise<readonly Figure[]> {
  const contexts = madeUpNips(40).map((nip) => toContext(nip));
  const [one] = contexts as [ContextIdentifier];
  let logins = 0;
  const provider = new TokenProvider({
    environment: 'bench',
    authenticator: {
      async login(context) {
        logins++;
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { accessToken: { token: `token of ${context.value}`, validUntil: in15Minutes() } };
      },
    },
  });

  await Promise.all(Array.from({ length: 1000 }, (_, index) => provider.getToken(pick(contexts, index))));
  const cold: Figure = {
    what: 'cold, 1 000 callers over 40 NIPs',
    measured: `${logins} logins`,
    baseline: '40 NIPs',
    ratio: logins / 40,
    goal: 'exactly 1',
  };

  const map = new Map(contexts.map((context) => [context.value, 'token']));
  const key = one.value;
  const bare = time(() => (Date.now() > 0 ? map.get(key) : undefined));
  const peek = time(() => provider.peek(one));
  const resolved = Promise.resolve('token');
  const bareAwait = await timeAsync(() => (Date.now() > 0 && map.get(key) ? resolved : resolved));
  const sequential = await timeAsync(() => provider.getToken(one));
  const callers = await timeCallers(() => provider.getToken(one));
  const bareCallers = await timeCallers(() => (Date.now() > 0 && map.get(key) ? resolved : resolved));
  let turn = 0;
  const many = await timeAsync(() => provider.getToken(pick(contexts, turn++)));
  let bareTurn = 0;
  const bareMany = await timeAsync(() => (map.get(pick(contexts, bareTurn++).value) ? resolved : resolved));

  return [
    cold,
    figure('warm peek', peek, 'Map.get and a clock read', bare, 'at most 1.5'),
    figure(
      'warm sequential getToken',
      sequential,
      'awaiting a resolved promise and that',
      bareAwait,
      'at most 2',
    ),
    figure(
      'warm getToken, one NIP, 100 callers',
      callers,
      'the same with resolved promises',
      bareCallers,
      'at most 2',
    ),
    figure('warm getToken over 40 NIPs', many, 'the same with resolved promises', bareMany, 'at most 2'),
  ];
}

function figure(what: string, measured: number, baseline: string, base: number, goal: string): Figure {
  return {
    what,
    measured: `${measured.toFixed(0)} ns`,
    baseline: `${base.toFixed(0)} ns (${baseline})`,
    ratio: measured / base,
    goal,
  };
}

function time(fn: () => unknown): number {
  return median(
    Array.from({ length: rounds }, () => {
      const start = process.hrtime.bigint();
      for (let call = 0; call < calls; call++) fn();
      return Number(process.hrtime.bigint() - start) / calls;
    }),
  );
}

async function timeAsync(fn: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    for (let call = 0; call < calls; call++) await fn();
    times.push(Number(process.hrtime.bigint() - start) / calls);
  }
  return median(times);
}

async function timeCallers(fn: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    await Promise.all(
      Array.from({ length: 100 }, async () => {
        for (let call = 0; call < 1000; call++) await fn();
      }),
    );
    times.push(Number(process.hrtime.bigint() - start) / 100_000);
  }
  return median(times);
}

function pick(contexts: readonly ContextIdentifier[], index: number): ContextIdentifier {
  const context = contexts[index % contexts.length];
  if (context === undefined) throw new Error('no context');
  return context;
}

function in15Minutes(): string {
  return new Date(Date.now() + 15 * 60_000).toISOString();
}
