// Logs in with a KSeF token and shows the logins of this subject.
import { createKsef } from '@ksef/client';
import { nip } from '@ksef/core';
import { findKsef } from './find-ksef.js';

await using place = await findKsef();
const ksef = createKsef({
  environment: place.environment,
  credentials: { ksefToken: place.tokenFor },
  context: place.nip ?? nip('5251230007'),
});

await ksef.login(); // or leave it out: the first call logs in
for await (const session of ksef.authSessions()) console.log('Session', session.referenceNumber);
await ksef.logout();
