import { describe, expect, it } from 'vitest';
import { hideInHeaders, hideInText, hideSecrets } from '../../src/requests/hide-secrets.js';
import { RequestLog, type SeenRequest } from '../../src/requests/request-log.js';

const secret = 'f'.repeat(64);
const jwt = `eyJhbGciOiJIUzI1NiJ9.${'eyJ0eXAiOiJDb250ZXh0VG9rZW4ifQ'}.c2lnbmF0dXJl-_`;

describe('a recorded message', () => {
  it('hides secrets by the names of members, at any depth, and tells the rest', () => {
    expect(
      hideSecrets({
        accessToken: { token: jwt, validUntil: 'tomorrow' },
        list: [{ encryptedSymmetricKey: 'AAAA', publicKeyId: 'id', password: 'x' }],
        continuationToken: 'next',
        tokenReferenceNumber: '20261124-EC-0000000000-0000000000-00',
      }),
    ).toEqual({
      accessToken: { token: '(hidden)', validUntil: 'tomorrow' },
      list: [{ encryptedSymmetricKey: '(hidden)', publicKeyId: 'id', password: '(hidden)' }],
      continuationToken: 'next',
      tokenReferenceNumber: '20261124-EC-0000000000-0000000000-00',
    });
  });

  it('hides them in texts: tokens of both kinds, and signatures of links', () => {
    const text = `see ${jwt}, 20261124-EC-1|nip-5265877635|${secret} and http://x/_storage/upo/1.xml?expires=1&signature=abc123`;
    const hidden = hideInText(text);
    for (const part of [jwt, secret, 'abc123']) expect(hidden).not.toContain(part);
    expect(hidden).toContain('nip-5265877635');
    expect(hideInHeaders({ authorization: `Bearer ${jwt}`, cookie: 'a=b', accept: '*/*' })).toEqual({
      authorization: 'Bearer (hidden)',
      cookie: '(hidden)',
      accept: '*/*',
    });
  });

  it('is short, however long it was', () => {
    const long = hideSecrets({
      content: 'x'.repeat(5_000_000),
      many: Array.from({ length: 10_000 }, () => 1),
    });
    expect(JSON.stringify(long).length).toBeLessThan(5_000);
    let deep: unknown = 'end';
    for (let level = 0; level < 1_000; level++) deep = { deep };
    expect(JSON.stringify(hideSecrets(deep)).length).toBeLessThan(500);
  });
});

describe('the log of requests', () => {
  const seen = (body: string): SeenRequest => ({
    method: 'GET',
    path: '/x',
    url: '/v2/x',
    status: 200,
    durationMs: 1,
    context: undefined,
    request: { headers: {}, body: undefined },
    response: { headers: { 'content-length': body.length }, body },
  });
  const clock = { now: () => 0, timestamp: () => '1970-01-01T00:00:00.0000000+00:00' };

  it('keeps the latest thousand', () => {
    const log = new RequestLog(clock);
    for (let count = 0; count < 1_500; count++) log.add(seen('{}'));
    expect([log.get(500), log.get(501)?.id, log.get(1_500)?.id]).toEqual([undefined, 501, 1_500]);
    log.clear();
    expect(log.get(1_500)).toBeUndefined();
    expect(log.add(seen('{}'))).toBe(1_501);
  });

  it('keeps the latest eight million characters of responses, and of none more than half a million', () => {
    const log = new RequestLog(clock);
    for (let count = 0; count < 50; count++) log.add(seen(JSON.stringify('x'.repeat(400_000))));
    expect([log.get(30)?.response.body, log.get(30)?.response.sizeBytes]).toEqual([null, 400_002]);
    expect(log.get(50)?.response.body).not.toBeNull();
    const id = log.add(seen('y'.repeat(500_001)));
    expect(log.get(id)?.response.body).toBeNull();
  });
});
