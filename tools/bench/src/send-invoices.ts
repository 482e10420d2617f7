import type { Figure } from './figure.js';
import { message, start, startEmulatorProcess } from './processes.js';

interface Result {
  readonly accepted: number;
  readonly seconds: number;
  readonly cpuMsPerInvoice: number;
}

const count = Number(process.env.KSEF_BENCH_INVOICES ?? 1000);

/** Of a server in the same country: KSeF itself takes longer. */
const latencyMs = 10;

/** 1 000 invoices through one online session, ours and npm's `ksef-client-ts`, each in a process of its own. */
export async function benchSendInvoices(): Promise<readonly Figure[]> {
  const [ours, peer] = [await measure('ours', 0), await measure('ksef-client-ts', 0)];
  const [oursFar, peerFar] = [await measure('ours', latencyMs), await measure('ksef-client-ts', latencyMs)];
  return [
    rates(`${count} invoices through one online session`, ours, peer),
    rates(`the same, each answer ${latencyMs} ms later, as over a network`, oursFar, peerFar),
    {
      what: 'client CPU per invoice',
      measured: `${ours.cpuMsPerInvoice.toFixed(2)} ms`,
      baseline: `${peer.cpuMsPerInvoice.toFixed(2)} ms (ksef-client-ts 0.10.0)`,
      ratio: ours.cpuMsPerInvoice / peer.cpuMsPerInvoice,
      goal: 'reported',
    },
  ];
}

function rates(what: string, ours: Result, peer: Result): Figure {
  return {
    what,
    measured: `${(ours.accepted / ours.seconds).toFixed(0)}/s`,
    baseline: `${(peer.accepted / peer.seconds).toFixed(0)}/s (ksef-client-ts 0.10.0)`,
    ratio: ours.accepted / ours.seconds / (peer.accepted / peer.seconds),
    goal: 'at least 2',
  };
}

/** The emulator runs in a process of its own too, fresh for each client. */
async function measure(client: 'ours' | 'ksef-client-ts', latency: number): Promise<Result> {
  const { child, baseUrl, qrUrl } = await startEmulatorProcess(latency);
  const program = client === 'ours' ? 'send-with-ours.mjs' : 'send-with-peer.mjs';
  const sender = start(program, [baseUrl, qrUrl, count]);
  try {
    const result = await message<Result>(sender);
    if (result.accepted !== count)
      throw new Error(`${client}: ${result.accepted} of ${count} invoices were accepted`);
    return result;
  } finally {
    sender.kill();
    child.kill();
  }
}
