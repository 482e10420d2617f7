import { appendFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Emulator, EmulatorControl } from '@ksef/emulator';
import { attemptOnce, type Told } from './attempt.js';
import { seller } from './invoice-xml.js';
import type { PlannedAction, Schedule } from './schedule.js';
import type { Workplace } from './workplace.js';

/** What a case left behind. */
export interface Outcome {
  readonly results: readonly Told[];
  /** Errors that ended a sender, not one input. */
  readonly errors: readonly { readonly code: unknown; readonly message: string }[];
  readonly attempts: number;
  /** Requests whose answer did not come in time: KSeF may have worked on them after they were given up. */
  readonly timeouts: number;
}

const mostAttempts = 14;
const healedAfter = 6;
const minuteMs = 60_000;
const sessionTroubles = [
  'becomes415',
  'unavailable21184',
  'hangOnClose',
  'partLost',
  'partCut',
  'partDamaged',
  'cancelledOnClose440',
  'duplicateInWords',
  'listsNothing',
] as const;

/** Sends the inputs, again and again with the same run, until each has its end. */
export async function runSchedule(
  emulator: Emulator,
  schedule: Schedule,
  place: Workplace,
): Promise<Outcome> {
  const { control } = emulator;
  await mkdir(place.folder, { recursive: true });
  control.reset();
  if (schedule.way === 'both') await allowAttachments(emulator);
  const clock = new MovedClock(control);
  control.setProcessingDelay(schedule.processingDelayMs);
  for (const fault of schedule.faults) control.addFault(fault);
  for (const { kind, times } of schedule.sessionFaults) control.breakSessions(kind, times);

  const planned = [...schedule.actions].sort((a, b) => a.afterRequests - b.afterRequests);
  let requests = 0;
  let timeouts = 0;
  const errors: { code: unknown; message: string }[] = [];
  const onRequest = () => {
    requests++;
    let dies = false;
    while (planned[0] !== undefined && planned[0].afterRequests <= requests) {
      const { what } = planned.shift() as PlannedAction;
      if (what === 'die') dies = true;
      else act(control, clock, what);
    }
    return dies;
  };
  for (let attempts = 1; ; attempts++) {
    if (attempts >= healedAfter) {
      heal(control);
      clock.catchUp();
      // A batch that hangs is worked on only when its time is over.
      if (attempts === healedAfter && schedule.way !== undefined) clock.move(13 * 60 * minuteMs);
    }
    const end = await attemptOnce({
      emulator,
      schedule,
      place,
      life: attempts,
      onRequest,
      onTimeout: () => timeouts++,
    });
    if (end.kind === 'error') errors.push(end);
    if (end.kind === 'died') await leaveTraces(schedule, place);
    const results = end.kind === 'results' ? end.results : [];
    const done = results.length === schedule.inputs.length && results.every(isFinal);
    if (done || attempts >= mostAttempts) return { results, errors, attempts, timeouts };
  }
}

/** Sends the inputs of a finished run once more, with nothing in the way. */
export async function runAgain(
  emulator: Emulator,
  schedule: Schedule,
  place: Workplace,
): Promise<readonly Told[]> {
  heal(emulator.control);
  const calm = { ...schedule, death: 'frozen' } as const;
  const world = {
    emulator,
    schedule: calm,
    place,
    life: mostAttempts,
    onRequest: () => false,
    onTimeout: () => {},
  };
  const end = await attemptOnce(world);
  if (end.kind !== 'results') throw new Error(`a finished run ended with ${JSON.stringify(end)}`);
  return end.results;
}

// The input itself is wrong, or KSeF has decided.
const finalErrors: readonly unknown[] = ['NOT_AN_INVOICE', 'BATCH_REFUSED'];

/** Whether asking again could not change it. */
function isFinal(told: Told): boolean {
  return told.status !== 'failed' || finalErrors.includes(told.errorCode);
}

/** The emulator's clock against the real one: it is moved only by amounts that are known. */
class MovedClock {
  readonly #control: EmulatorControl;
  #offsetMs = 0;
  #furthestMs = 0;

  constructor(control: EmulatorControl) {
    this.#control = control;
    control.setClock(new Date().toISOString());
  }

  move(ms: number): void {
    this.#offsetMs += ms;
    this.#furthestMs = Math.max(this.#furthestMs, this.#offsetMs);
    this.#control.advanceClock(ms);
  }

  /** Work at the real time: keys made in the future would be valid for no client. */
  atRealTime(work: () => void): void {
    const offsetMs = this.#offsetMs;
    this.move(-offsetMs);
    work();
    this.move(offsetMs);
  }

  /** What happened before a jump back is due only when the time has come again. */
  catchUp(): void {
    this.move(this.#furthestMs - this.#offsetMs);
  }
}

function act(control: EmulatorControl, clock: MovedClock, what: Exclude<PlannedAction['what'], 'die'>): void {
  if (what === 'rotate-keys') clock.atRealTime(() => control.rotateKeys('emergency'));
  if (what === 'tokens-expire') clock.move(20 * minuteMs);
  if (what === 'sessions-expire') clock.move(13 * 60 * minuteMs);
  if (what === 'clock-back') clock.move(-30 * minuteMs);
}

function heal(control: EmulatorControl): void {
  control.clearFaults();
  for (const kind of sessionTroubles) control.breakSessions(kind, 0);
}

/** Unless its seller says so at KSeF, no invoice with an attachment is taken. */
async function allowAttachments({ baseUrl }: Emulator): Promise<void> {
  const answer = await fetch(`${baseUrl}/testdata/attachment`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nip: seller }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** What a crash leaves of a file that was being written, or of a hold in a database. */
async function leaveTraces({ tornLine, death }: Schedule, { folder, postgres }: Workplace): Promise<void> {
  if (postgres !== undefined) {
    // The successor waits until the hold of a killed process is over; one that froze lets go here.
    if (death === 'killed') await setTimeout(postgres.lockTtlMs + 100);
    return;
  }
  if (!tornLine) return;
  for (const name of await readdir(folder)) {
    if (name.endsWith('.ndjson')) await appendFile(join(folder, name), '{"type":"invoice-fini');
  }
}
