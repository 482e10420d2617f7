import type { Fault, SessionFaultKind } from '@ksef/emulator';
import { type Random, seededChoices } from '@ksef-tools/testing/random';
import { planBatchSchedule } from './batch-schedule.js';
import { invoiceXml } from './invoice-xml.js';
import { type PlannedInput, planSchedule, type Schedule } from './schedule.js';

// A part that is damaged ends the whole package for good, which the schedules of batches try.
const sessionTroubles: readonly SessionFaultKind[] = [
  'becomes415',
  'hangOnClose',
  'partLost',
  'partCut',
  'cancelledOnClose440',
  'duplicateInWords',
  'listsNothing',
];

/**
 * A case of `send`, which sends some online and others by batch, and whose choice would be another in each of its lives.
 * The same seed gives the same one.
 */
export function planBothSchedule(seed: number): Schedule {
  const random = seededChoices(seed);
  const [online, batch] = [planSchedule(seed), planBatchSchedule(seed)];
  return {
    ...batch,
    way: 'both',
    inputs: planInputs(random, seed),
    faults: [...some(random, online.faults), ...some(random, batch.faults)],
    sessionFaults: random.chance(0.6)
      ? [{ kind: random.pick(sessionTroubles), times: random.between(1, 2) }]
      : [],
    // A clock put back would take back the consent to attachments.
    actions: [...online.actions, ...batch.actions].filter(({ what }) => what !== 'clock-back'),
    allowances: Array.from({ length: 4 }, () => random.pick([1, 1_000])),
    maxHeldResults: random.pick([1, 2, 10_000]),
  };
}

function planInputs(random: Random, seed: number): PlannedInput[] {
  return Array.from({ length: random.between(3, 9) }, (_, index): PlannedInput => {
    const name = `${index}.xml`;
    const number = `A${seed}/${index}`;
    if (random.chance(0.1))
      return { name, content: invoiceXml(number, { date: '2099-01-01' }), end: 'rejected' };
    if (random.chance(0.1)) return { name, content: '<nothing/>', end: 'failed' };
    return { name, content: invoiceXml(number, { attachment: random.chance(0.4) }), end: 'number' };
  });
}

function some(random: Random, faults: readonly Fault[]): Fault[] {
  return faults.filter(() => random.chance(0.6));
}
