import type { EmulatorEvent } from '../../src/kernel/event-log.js';
import { timeOfDay } from '../lib/format.js';
import { linkTo } from '../lib/route.js';

interface Props {
  readonly events: readonly EmulatorEvent[];
  readonly caption: string;
  /** Of the request whose details are shown. */
  readonly chosen?: number | undefined;
  readonly onChoose?: ((requestId: number) => void) | undefined;
}

/** Events, the latest first. */
export function EventList({ events, caption, chosen, onChoose }: Props) {
  if (events.length === 0) return <p class="empty">Nothing yet.</p>;
  return (
    <ol class="events" aria-label={caption}>
      {events.map((event) => (
        <li key={event.id} class={toneOf(event)}>
          <time>{timeOfDay(event.timestamp)}</time>
          <span class="type">{event.type}</span>
          <Words event={event} chosen={chosen} onChoose={onChoose} />
          <span class="whose">{contextOf(event)}</span>
        </li>
      ))}
    </ol>
  );
}

type WordsProps = Pick<Props, 'chosen' | 'onChoose'> & { readonly event: EmulatorEvent };

function Words({ event, chosen, onChoose }: WordsProps) {
  const { requestId, method, path, status } = event;
  if (typeof requestId !== 'number') return <span class="words">{wordsOf(event)}</span>;
  const text = (
    <>
      <b>{String(method)}</b> {String(path)} <span class="code-of">{String(status)}</span>
    </>
  );
  if (onChoose === undefined)
    return (
      <a class="words" href={linkTo('log', undefined, { request: String(requestId) })}>
        {text}
      </a>
    );
  return (
    <button
      type="button"
      class="words"
      aria-expanded={chosen === requestId}
      onClick={() => onChoose(requestId)}
    >
      {text}
    </button>
  );
}

const told = new Set(['id', 'type', 'timestamp', 'context', 'requestId']);

function wordsOf(event: EmulatorEvent) {
  return Object.entries(event)
    .filter(([name, value]) => !told.has(name) && value !== null && value !== undefined)
    .map(([name, value]) => (
      <span key={name} class="member">
        <span class="name">{name} </span>
        <Value name={name} value={value} />{' '}
      </span>
    ));
}

function Value({ name, value }: { readonly name: string; readonly value: unknown }) {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (name === 'ksefNumber') return <a href={linkTo('invoices', text)}>{text}</a>;
  if (name === 'sessionReferenceNumber') return <a href={linkTo('sessions', text)}>{text}</a>;
  if (/^\d{8}-(SO|SB)-/.test(text)) return <a href={linkTo('sessions', text)}>{text}</a>;
  if (/^\d{8}-EE-/.test(text)) return <a href={linkTo('invoices', text)}>{text}</a>;
  if (/^\d{8}-EH-/.test(text)) return <a href={linkTo('exports', text)}>{text}</a>;
  return <b>{text}</b>;
}

function toneOf({ type, status }: EmulatorEvent): string | undefined {
  if (type === 'fault') return 'struck';
  return (type === 'request' || type === 'storage') && Number(status) >= 400 ? 'failed' : undefined;
}

function contextOf({ context }: EmulatorEvent): string {
  if (typeof context === 'string') return context.replace(/^Nip:/, '');
  if (typeof context !== 'object' || context === null) return '';
  return String((context as { readonly value?: unknown }).value ?? '');
}
