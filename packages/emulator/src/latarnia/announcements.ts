import { choiceOf, instantOf, invalidInput, membersOf } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';

export const outageCategories = ['FAILURE', 'TOTAL_FAILURE', 'MAINTENANCE'] as const;
/** Why KSeF is away. */
export type OutageCategory = (typeof outageCategories)[number];

/** An outage to be announced. */
export interface OutageAnnouncement {
  readonly category: OutageCategory;
  /** ISO 8601; default now. */
  readonly start?: string | undefined;
  /** ISO 8601; a maintenance needs it, a failure lasts until `endOutage` without it. */
  readonly end?: string | undefined;
  readonly title?: string | undefined;
  readonly text?: string | undefined;
}

/** A message as Latarnia shows it. */
export interface LatarniaMessage {
  readonly id: string;
  readonly eventId: number;
  readonly category: OutageCategory;
  readonly type: 'FAILURE_START' | 'FAILURE_END' | 'MAINTENANCE_ANNOUNCEMENT';
  readonly title: string;
  readonly text: string;
  readonly start: string;
  readonly end: string | null;
  readonly version: number;
  readonly published: string;
}

/** What has been announced of one outage. */
interface Outage {
  readonly eventId: number;
  readonly category: OutageCategory;
  readonly startMs: number;
  readonly endMs?: number;
  readonly messages: readonly LatarniaMessage[];
}

const words: Readonly<Record<OutageCategory, readonly [title: string, text: string]>> = {
  FAILURE: ['Awaria KSeF', 'Trwa awaria Krajowego Systemu e-Faktur.'],
  TOTAL_FAILURE: ['Całkowita awaria KSeF', 'Trwa całkowita awaria Krajowego Systemu e-Faktur.'],
  MAINTENANCE: ['Planowana niedostępność KSeF', 'Krajowy System e-Faktur będzie niedostępny.'],
};

/** Announces an outage; gives its number. */
export function announce(kernel: Kernel, given: OutageAnnouncement): { readonly eventId: number } {
  const { category, start, end, title, text } = membersOf(given, [
    'category',
    'start',
    'end',
    'title',
    'text',
  ]);
  const kind = choiceOf('category', category, outageCategories);
  const startMs = start === undefined ? kernel.now() : instantOf('start', start);
  const endMs = end === undefined ? undefined : instantOf('end', end);
  if (endMs !== undefined && endMs <= startMs) throw invalidInput('end is after start');
  if (kind === 'MAINTENANCE' && endMs === undefined) throw invalidInput('a MAINTENANCE needs its end');
  const outages = outagesOf(kernel);
  const eventId = outages.size + 1;
  const message: LatarniaMessage = {
    id: nameOf(kernel, kind, eventId),
    eventId,
    category: kind,
    type: kind === 'MAINTENANCE' ? 'MAINTENANCE_ANNOUNCEMENT' : 'FAILURE_START',
    title: textOf('title', title) ?? words[kind][0],
    text: textOf('text', text) ?? words[kind][1],
    start: instant(startMs),
    end: endMs === undefined ? null : instant(endMs),
    version: 1,
    published: instant(kernel.now()),
  };
  const outage = { eventId, category: kind, startMs, messages: [message] };
  outages.set(String(eventId), endMs === undefined ? outage : { ...outage, endMs });
  kernel.record('outage-announced', { eventId, category: kind });
  return { eventId };
}

/** Announces the end of an outage, of the latest one unless `eventId` says another. */
export function announceEnd(kernel: Kernel, given?: { readonly eventId?: number | undefined }): void {
  const outages = outagesOf(kernel);
  const { eventId = outages.size } = membersOf(given, ['eventId']);
  const outage = outages.get(String(eventId));
  if (outage === undefined) throw invalidInput('eventId is the number of no outage that was announced');
  const endMs = kernel.now();
  const [first] = outage.messages;
  if (first === undefined) return;
  const end: LatarniaMessage = {
    ...first,
    ...(outage.category === 'MAINTENANCE'
      ? { version: first.version + 1 }
      : { type: 'FAILURE_END', id: `${first.id}/K`, title: `Koniec: ${first.title}` }),
    end: instant(Math.max(endMs, outage.startMs)),
    published: instant(endMs),
  };
  const messages = outage.category === 'MAINTENANCE' ? [end] : [first, end];
  outages.set(String(eventId), { ...outage, endMs, messages });
  kernel.record('outage-ended', { eventId: Number(eventId) });
}

/** All that was announced, the latest first. */
export function publishedMessages(kernel: Kernel): readonly LatarniaMessage[] {
  return [...outagesOf(kernel).values()].flatMap(({ messages }) => messages).reverse();
}

const byWeight: readonly OutageCategory[] = ['TOTAL_FAILURE', 'FAILURE', 'MAINTENANCE'];

/** The gravest outage that is going on, with its messages. */
export function currentOutage(kernel: Kernel): Outage | undefined {
  const now = kernel.now();
  const going = [...outagesOf(kernel).values()].filter(
    ({ startMs, endMs }) => startMs <= now && (endMs === undefined || now < endMs),
  );
  return going.sort((a, b) => byWeight.indexOf(a.category) - byWeight.indexOf(b.category))[0];
}

function outagesOf(kernel: Kernel) {
  return kernel.collection<Outage>('latarnia-outages');
}

function nameOf(kernel: Kernel, category: OutageCategory, number: number): string {
  const kind = category === 'MAINTENANCE' ? 'NDS' : 'AWR';
  return `K/${kernel.timestamp().slice(0, 4)}/${kind}/${String(number).padStart(2, '0')}`;
}

function textOf(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw invalidInput(`${name} is a text`);
}

/** As Latarnia writes instants: whole seconds, by UTC. */
function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}
