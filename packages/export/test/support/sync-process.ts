// A program that syncs and is killed at any moment: each number it stores is a line of a file.
import { appendFileSync } from 'node:fs';
import { customEnvironment } from '@ksef/core';
import { fileCheckpoints, syncInvoices } from '../../src/index.js';
import { buyer, connect } from './ksef.js';

const [apiUrl = '', qrUrl = '', state = '', store = '', from = ''] = process.argv.slice(2);
const { api, encryptor } = await connect(customEnvironment({ name: 'crash', apiUrl, qrUrl }));
process.send?.('ready');
const received = syncInvoices(api, {
  encryptor,
  context: buyer,
  subjectTypes: ['Subject2'],
  from,
  checkpointStore: fileCheckpoints(state),
  pollIntervalMs: 0,
  spoolFolder: state,
});
for await (const { ksefNumber } of received) {
  appendFileSync(store, `${ksefNumber}\n`);
  process.send?.('stored');
}
process.exit(0);
