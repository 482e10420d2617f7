import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Figure } from './figure.js';

interface Result {
  readonly accepted: number;
  readonly seconds: number;
  readonly cpuMsPerInvoice: number;
}

const count = Number(process.env.KSEF_BENCH_INVOICES ?? 1000);

/** 1 000 invoices through one online session, ours and npm's `ksef-client-ts`, each in a process of its own. */
export async function benchSendInvoices(): Promise<readonly Figure[]> {
  const ours = await measure('ours');
  const peer = await measure('ksef-client-ts');
  return [
    {
      what: `${count} invoices through one online session`,
      measured: `${(ours.accepted / ours.seconds).toFixed(0)}/s`,
      baseline: `${(peer.accepted / peer.seconds).toFixed(0)}/s (ksef-client-ts 0.10.0)`,
      ratio: ours.accepted / ours.seconds / (peer.accepted / peer.seconds),
      goal: 'at least 2',
    },
    {
      what: 'client CPU per invoice',
      measured: `${ours.cpuMsPerInvoice.toFixed(2)} ms`,
      baseline: `${peer.cpuMsPerInvoice.toFixed(2)} ms (ksef-client-ts 0.10.0)`,
      ratio: ours.cpuMsPerInvoice / peer.cpuMsPerInvoice,
      goal: 'reported',
    },
  ];
}

/** The emulator runs in a process of its own too, fresh for each client. */
async function measure(client: string): Promise<Result> {
  const emulator = start('emulator-process');
  const { baseUrl, qrUrl } = await message<{ baseUrl: string; qrUrl: string }>(emulator);
  const sender = start(client === 'ours' ? 'send-with-ours' : 'send-with-peer', [
    baseUrl,
    qrUrl,
    String(count),
  ]);
  try {
    const result = await message<Result>(sender);
    if (result.accepted !== count)
      throw new Error(`${client}: ${result.accepted} of ${count} invoices were accepted`);
    return result;
  } finally {
    sender.kill();
    emulator.kill();
  }
}

function start(name: string, args: readonly string[] = []) {
  return fork(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), args, {
    execArgv: ['--import', 'tsx'],
  });
}

function message<T>(child: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (value) => resolve(value as T));
    child.once('exit', (code) => reject(new Error(`a process of the bench ended with ${code}`)));
  });
}
