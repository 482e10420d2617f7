import type { Ksef } from '@ksef/client';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';

/** What KSeF allows. */
export type ContextLimits = Pick<Awaited<ReturnType<Ksef['limits']>>, 'sessions' | 'requests'>;

interface Rate {
  readonly perSecond: number;
  readonly perMinute: number;
  readonly perHour: number;
}

/** `ksef limits`: what KSeF allows this context. */
export const limits: Run = async (call) => {
  const { ksef } = await openKsef(call);
  const { sessions, requests } = await ksef.limits({ signal: call.signal });
  if (call.out.isJson) {
    const both: ContextLimits = { sessions, requests };
    await call.out.show(both, []);
    return undefined;
  }
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.list<readonly [string, Rate]>(
    [
      { title: say('requests', 'żądania'), value: ([name]) => name },
      { title: say('a second', 'na sekundę'), align: 'right', value: ([, rate]) => rate.perSecond },
      { title: say('a minute', 'na minutę'), align: 'right', value: ([, rate]) => rate.perMinute },
      { title: say('an hour', 'na godzinę'), align: 'right', value: ([, rate]) => rate.perHour },
    ],
    Object.entries(requests),
  );
  await call.out.line('');
  const values = Object.entries(sessions).flatMap(([group, of]) =>
    Object.entries(of as Record<string, unknown>).map(
      ([name, value]) => [`${group}.${name}`, value] as const,
    ),
  );
  await call.out.show(sessions, values);
  return undefined;
};
