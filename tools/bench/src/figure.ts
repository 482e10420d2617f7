/** One measured figure beside the baseline of the same run. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly baseline: string;
  readonly ratio: number;
  readonly goal: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Processor time since a reading of `process.cpuUsage()`: what else the machine does counts less. */
export function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** How often code runs in a second of processor time. */
export function perCpuSecond(run: () => unknown): number {
  const start = process.cpuUsage();
  let done = 0;
  while (cpuMsSince(start) < 200) {
    run();
    done++;
  }
  return (done * 1000) / cpuMsSince(start);
}
