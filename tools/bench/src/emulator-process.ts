import { startEmulator } from '@ksef/emulator';

/** What the process has used since it was ready. */
export interface EmulatorUsage {
  readonly cpuMs: number;
  readonly rssMb: number;
}

const [latencyMs = '0'] = process.argv.slice(2);
const emulator = await startEmulator();
if (Number(latencyMs) > 0) emulator.control.addFault({ kind: 'delay', ms: Number(latencyMs), times: 1e9 });
const cpu = process.cpuUsage();
process.on('message', () => {
  const { user, system } = process.cpuUsage(cpu);
  process.send?.({ cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 1e6 });
});
process.send?.({ baseUrl: emulator.baseUrl, qrUrl: emulator.qrUrl });
