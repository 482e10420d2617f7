import { randomBytes } from 'node:crypto';
import { createKsef, memoryCheckpoints } from '@ksef/client';
import { lenientNip, runInContext } from '@ksef/core';
import { qrPng, qrSvg } from '@ksef/qr/image';
import { offlineLinksOf } from '@ksef/qr/invoice';
import { signerFromPem, xadesSigner } from '@ksef/signing';
import { validateInvoice } from '@ksef/validation';

/** What users' programs do. Each throws where it fails. */
export function makeFlows({ environment, token, xml, certificate, key, ...input }) {
  const context = lenientNip(input.seller);
  const signerOf = () => signerFromPem({ certificate, key });
  const ksef = createKsef({ environment, credentials: { ksefToken: token }, context });
  let count = 0;
  const numbered = (note = '') => ({
    content: xml
      .replace(/<P_2>[^<]*/, `<P_2>${input.series}/${count++}`)
      .replace('</Faktura>', `${note}</Faktura>`),
  });
  const many = (length, note) => Array.from({ length }, () => numbered(note?.()));
  // Does not compress.
  const noise = () => `<!--${randomBytes(690_000).toString('base64')}-->`;
  const filters = () => ({
    subjectType: 'Subject1',
    dateRange: { dateType: 'PermanentStorage', from: new Date(Date.now() - 86_400_000).toISOString() },
  });
  return {
    async online(options) {
      const numbers = [];
      for await (const result of ksef.sendInvoices(many(3), { withUpo: true, ...options })) {
        if (result.upo === undefined) throw accepted(result) ?? new Error('There is no receipt.');
        numbers.push(result.ksefNumber);
      }
      for (const number of numbers) await ksef.invoice(number);
    },
    async ambient() {
      const unbound = createKsef({ environment, credentials: { ksefToken: token } });
      await runInContext(context, () => unbound.login());
    },
    async certificate() {
      const signed = createKsef({
        environment,
        credentials: { signer: xadesSigner(await signerOf()) },
        context,
      });
      await signed.login();
      await signed.logout();
    },
    async codes() {
      const file = new TextEncoder().encode(xml);
      const links = await offlineLinksOf(file, { environment, signer: await signerOf() });
      qrSvg(links.invoiceLink, { label: 'OFFLINE' });
      await qrPng(links.certificateLink, { label: 'CERTYFIKAT' });
      const { status } = await fetch(links.certificateLink);
      if (status !== 200) throw new Error(`The proof of the issuer is answered with ${status}.`);
    },
    /** Cloudflare Workers compile no WebAssembly: there the schema is left out. */
    async validate({ stages = ['bytes', 'schema', 'ksef', 'law'] } = {}) {
      const judge = (text) => validateInvoice(new TextEncoder().encode(text), { stages });
      const wrong = stages.includes('schema')
        ? xml.replace(/<P_15>[^<]*/, '<P_15>1,00')
        : xml.replace(/<P_1>[^<]*/, '<P_1>2050-01-01');
      const verdicts = [await judge(xml), await judge(wrong)].map(({ isValid }) => isValid);
      if (verdicts.join() !== 'true,false') throw new Error(`The verdicts are ${verdicts}.`);
    },
    async batch() {
      for (const compressionType of ['Zip', 'TarGz'])
        for await (const result of ksef.sendBatch(many(200), { compressionType })) accepted(result);
    },
    /** Too many to go online, unless there are no threads. */
    async anyVolume() {
      const options = { maxOnlineWaitMs: 0, onlineAllowance: { perMinute: 2, perHour: 10 } };
      for await (const result of ksef.send(many(5), options)) accepted(result);
    },
    /** So large that its export is verified on a thread. */
    async largeBatch() {
      for await (const result of ksef.sendBatch(many(28, noise))) accepted(result);
    },
    async receive() {
      const found = { exported: 0, synced: 0, queried: 0 };
      const { dateRange } = filters();
      const sync = { subjectTypes: ['Subject1'], from: dateRange.from, checkpointStore: memoryCheckpoints() };
      for await (const { content } of ksef.exportInvoices(filters()))
        if (content?.length > 0) found.exported++;
      for await (const { content } of ksef.sync(sync)) if (content?.length > 0) found.synced++;
      for await (const _ of ksef.queryMetadata(filters())) found.queried++;
      if (new Set(Object.values(found)).size !== 1 || found.queried === 0)
        throw new Error(JSON.stringify(found));
    },
  };
}

function accepted({ status, error, ksefStatus }) {
  if (status !== 'accepted') throw error ?? new Error(`${status} ${JSON.stringify(ksefStatus)}`);
}

/** One line a flow; whether all went well. */
export async function runFlows(flows) {
  const lines = [];
  let isWell = true;
  for (const [name, flow] of Object.entries(flows)) {
    try {
      await flow();
      lines.push(`${name}: works`);
    } catch (error) {
      isWell = false;
      lines.push(`${name}: FAILED ${error.stack} ${error.cause?.stack ?? ''}`);
    }
  }
  return { isWell, text: lines.join('\n') };
}
