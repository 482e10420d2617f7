import { nodeFetch } from '../../src/node/node-fetch.js';
import { sendOver } from '../support/server.js';

// Whatever holds over the platform's fetch holds over this one.
sendOver(nodeFetch);
await import('../request.test.js');
await import('../errors.test.js');
await import('../retry.test.js');
await import('../presigned.test.js');
