import { nodeFetch } from '../../src/node/node-fetch.js';
import { sendOver } from '../support/server.js';

// Whatever holds over the platform's fetch holds over this one.
sendOver(nodeFetch);
await import('../call/request.test.js');
await import('../response/errors.test.js');
await import('../call/retry.test.js');
await import('../call/presigned.test.js');
