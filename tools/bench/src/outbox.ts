import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environments } from '@ksef/core';
import { sampleInvoice } from '@ksef/emulator';
import { openOutbox } from '@ksef/offline';
import { offlineLinksOf } from '@ksef/qr/invoice';
import { fileJournal } from '@ksef/sessions';
import { signerFromPem } from '@ksef/signing';
import { testSealCertificate } from '@ksef/signing/testing';
import type { Figure } from './figure.js';
import { sellerNip } from './invoices.mjs';

const count = 600;
const leastAMinute = 5_000;
const environment = environments.test;

/** Invoices issued offline into a journal of files: codes, signature, content, and one sync of the disk each. */
export async function benchOutbox(): Promise<readonly Figure[]> {
  const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: sellerNip });
  const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });
  const codes = (file: Uint8Array) => offlineLinksOf(file, { environment, signer });
  const folder = await mkdtemp(join(tmpdir(), 'ksef-outbox-'));
  const outbox = await openOutbox({
    journal: fileJournal(folder),
    runId: 'shop-offline',
    codes,
    certificate: { serialNumber: '0123456789ABCDEF', validTo: '2099-12-31T23:00:00Z' },
  });
  const invoices = (series: string) =>
    Array.from({ length: count }, (_, index) =>
      sampleInvoice({ sellerNip, invoiceNumber: `${series}/${index}` }),
    );
  try {
    const issue = (content: Uint8Array) => outbox.issue({ content });
    await aMinute(invoices('warm'), 1, issue);
    const bare = await aMinute(invoices('codes'), 1, codes);
    const one = await aMinute(invoices('one'), 1, issue);
    const ten = await aMinute(invoices('ten'), 10, issue);
    const goal = `${leastAMinute} a minute`;
    return [
      figure('issued offline by one till', one, goal, leastAMinute, 'at least 1'),
      figure('issued offline by ten tills at one time', ten, goal, leastAMinute, 'at least 1'),
      figure('one till', one, `${bare.toFixed(0)} (codes alone)`, bare, 'reported'),
    ];
  } finally {
    await outbox.close();
    await rm(folder, { recursive: true });
  }
}

/** How many are done in a minute by this many that work side by side. */
async function aMinute(
  files: readonly Uint8Array[],
  workers: number,
  work: (file: Uint8Array) => Promise<unknown>,
): Promise<number> {
  const start = performance.now();
  const waiting = files.values();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const file of waiting) await work(file);
    }),
  );
  return (files.length * 60_000) / (performance.now() - start);
}

function figure(what: string, measured: number, baseline: string, base: number, goal: string): Figure {
  return { what, measured: `${measured.toFixed(0)} a minute`, baseline, ratio: measured / base, goal };
}
