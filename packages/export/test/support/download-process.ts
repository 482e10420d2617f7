// A program that downloads a package, to be run where something is scarce.
import { Writable } from 'node:stream';
import { createApi } from '@ksef/api';
import { customEnvironment, nip } from '@ksef/core';
import { downloadExport } from '../../src/index.js';
import { hastyClock } from './ksef.js';
import { reference } from './package-server.js';

const [what, apiUrl = '', spoolFolder = '', key = '', iv = ''] = process.argv.slice(2);
const api = createApi({
  environment: customEnvironment({ name: 'made', apiUrl, qrUrl: apiUrl }),
  accessToken: () => 'token',
  context: nip('5251230007'),
  clock: hastyClock,
});
const access = {
  referenceNumber: reference,
  key: Buffer.from(key, 'base64'),
  iv: Buffer.from(iv, 'base64'),
};
const sink = new Writable({
  write(_chunk, _encoding, done) {
    if (what === 'download') done();
    // Else it never asks for more, and nothing is left to do.
    else console.log('left');
  },
});
downloadExport(api, access, sink, { spoolFolder, readAhead: 0 }).catch(({ code, message }) =>
  console.log(code, message),
);
