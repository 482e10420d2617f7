import { type KsefState, ksefProbe, ksefState, type Latarnia, type LatarniaMessage } from '@ksef/offline';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { findLatarnia } from '../../connect/find-latarnia.js';
import { namedEnvironment } from '../../connect/named-environment.js';
import { exitCodes } from '../../output/cli-error.js';

/** `ksef latarnia`: whether KSeF works, according to its own answer and to the ministry's announcements. */
export const latarnia: Run = async (call) => {
  const { signal } = call;
  const place = await namedEnvironment(call);
  const source = findLatarnia(call, place);
  if (call.flag('messages')) return messages(call, source);
  const {
    state,
    reasons,
    latarnia: told,
    outages,
  } = await ksefState({
    probe: ksefProbe({ environment: place.environment }),
    latarnia: source,
    signal,
  });
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.show({ state, reasons, latarnia: told, outages }, [
    ['KSeF', call.say(words[state])],
    [say('why', 'dlaczego'), reasons.join(' ')],
    [
      'Latarnia',
      told ?? say('not asked: this environment has none', 'nie zapytano: to środowisko jej nie ma'),
    ],
  ]);
  return state === 'up' ? exitCodes.ok : exitCodes.refused;
};

async function messages(call: Call, source: Latarnia | undefined): Promise<number> {
  if (source === undefined)
    throw call.usage({
      en: 'This environment has no Latarnia. Give its address by --latarnia.',
      pl: 'To środowisko nie ma Latarni. Podaj jej adres przez --latarnia.',
    });
  const listed = await source.messages({ signal: call.signal });
  await call.out.list<LatarniaMessage>(
    [
      { title: call.say({ en: 'type', pl: 'typ' }), value: ({ type }) => type },
      { title: call.say({ en: 'category', pl: 'kategoria' }), value: ({ category }) => category },
      { title: call.say({ en: 'from', pl: 'od' }), value: ({ start }) => start ?? '' },
      { title: call.say({ en: 'to', pl: 'do' }), value: ({ end }) => end ?? '' },
      { title: call.say({ en: 'title', pl: 'tytuł' }), value: ({ title }) => title },
    ],
    listed,
    { empty: call.say({ en: 'No announcements.', pl: 'Brak komunikatów.' }) },
  );
  return exitCodes.ok;
}

const words: Readonly<Record<KsefState, { readonly en: string; readonly pl: string }>> = {
  up: { en: 'up', pl: 'działa' },
  down: { en: 'down, and nothing is announced', pl: 'nie odpowiada, a niczego nie ogłoszono' },
  maintenance: { en: 'down: announced maintenance', pl: 'ogłoszona niedostępność' },
  failure: { en: 'down: announced failure', pl: 'ogłoszona awaria' },
  totalFailure: { en: 'down: announced total failure', pl: 'ogłoszona awaria całkowita' },
  unknown: { en: 'unknown', pl: 'nie wiadomo' },
};
