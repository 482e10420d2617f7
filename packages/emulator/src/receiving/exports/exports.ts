import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { InvoiceRegister } from '../../invoices/index.js';
import { BackgroundJobs, type Collection, type Kernel } from '../../kernel/index.js';
import { receivingLimits } from '../receiving-limits.js';
import { type ExportRecord, exportsOf } from './records.js';
import { exportStatus } from './statuses.js';

/** Where the parts of an export lie. */
export function exportFolder(kernel: Kernel, referenceNumber: string): string {
  return join(kernel.workFolder(), 'exports', referenceNumber);
}

/** Makes packages when their time has come, and removes them when it is over. */
export class Exports {
  readonly #kernel: Kernel;
  readonly #invoices: InvoiceRegister;
  readonly #records: Collection<ExportRecord>;
  readonly #jobs = new BackgroundJobs((job, error) =>
    this.#kernel.record('job-failed', { job, reason: String(error) }),
  );
  /** Exports whose status may still change on its own. */
  readonly #open = new Set<string>();

  constructor(kernel: Kernel, invoices: InvoiceRegister) {
    this.#kernel = kernel;
    this.#invoices = invoices;
    this.#records = exportsOf(kernel);
    for (const { referenceNumber, status } of this.#records.values()) {
      if (status.code <= 200) this.#open.add(referenceNumber);
    }
  }

  add(record: ExportRecord): void {
    this.#records.set(record.referenceNumber, record);
    this.#open.add(record.referenceNumber);
    this.catchUp();
  }

  /** Brings all exports to the state they have at `kernel.now()`. */
  catchUp(): void {
    const { exportDelayMs, packageValidForMs } = receivingLimits(this.#kernel);
    const now = this.#kernel.now();
    for (const reference of this.#open) {
      const record = this.#records.get(reference);
      if (record === undefined) this.#open.delete(reference);
      else if (record.status.code === 100) {
        if (record.createdAt + exportDelayMs <= now && record.fault !== 'stuckAt100') this.#start(record);
      } else if ((record.completedAt ?? now) + packageValidForMs <= now) {
        this.#end(record, { status: exportStatus(210), package: null });
        this.#clean(reference);
      }
    }
  }

  /** Stops the work; with a state folder the next start starts it again. */
  stop(): Promise<void> {
    return this.#jobs.stop();
  }

  #start(record: ExportRecord): void {
    const { referenceNumber } = record;
    this.#jobs.start(referenceNumber, async () => {
      const isAlive = () => !this.#jobs.stopped && this.#records.get(referenceNumber) === record;
      const folder = exportFolder(this.#kernel, referenceNumber);
      const { buildPackage } = await import('./build-package.js');
      const outcome = await buildPackage(this.#kernel, this.#invoices, record, folder, isAlive).catch(
        (error) => {
          if (isAlive()) this.#kernel.record('export-crashed', { referenceNumber, reason: String(error) });
          return { status: exportStatus(500) };
        },
      );
      if (isAlive()) this.#end(record, outcome);
      else await rm(folder, { recursive: true, force: true });
    });
  }

  #end(record: ExportRecord, changes: Partial<ExportRecord> & Pick<ExportRecord, 'status'>): void {
    const { referenceNumber } = record;
    const completedAt = record.completedAt ?? this.#kernel.now();
    this.#records.set(referenceNumber, { ...record, ...changes, completedAt });
    if (changes.status.code > 200) this.#open.delete(referenceNumber);
    this.#kernel.record('export-finished', { referenceNumber, status: changes.status.code });
  }

  #clean(reference: string): void {
    const folder = exportFolder(this.#kernel, reference);
    this.#jobs.start(`clean ${reference}`, () => rm(folder, { recursive: true, force: true }));
  }
}
