import { inspect } from 'node:util';
import { S3, S3Client } from '@aws-sdk/client-s3';
import { partStoreConformance } from '@ksef/sessions/conformance';
import { hasTools } from '@ksef-tools/testing';
import { startS3, type TestServer } from '@ksef-tools/testing/servers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type S3Like, s3PartStore } from '../src/index.js';

const bucket = 'ksef';
const connect = (endpoint: string) =>
  new S3({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'token-secret' },
  });

describe('s3PartStore', () => {
  const client = connect('http://127.0.0.1:1');
  it.each([
    [undefined, 'bucket'],
    [{}, 'bucket'],
    [{ bucket: '' }, 'bucket'],
    [{ bucket, prefix: 5 }, 'prefix'],
    [{ bucket, timeoutMs: 0 }, 'timeoutMs'],
    [{ bucket, folder: 'a' }, 'folder'],
  ])('refuses %j by name', (options, input) => {
    expect(() => s3PartStore(client, options as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', input }),
    );
  });

  it('refuses an S3Client, and says what to give', () => {
    for (const wrong of [undefined, {}, new S3Client({ region: 'us-east-1' })]) {
      expect(() => s3PartStore(wrong as never, { bucket })).toThrow(
        /client must be an S3 of @aws-sdk\/client-s3/,
      );
    }
  });

  it('fails by name, and repeats nothing that was sent', async () => {
    const failing = new Proxy({} as S3Like, {
      get: () => async () => {
        throw Object.assign(new Error('https://s3/?X-Amz-Signature=token-secret'), {
          $metadata: 'token-secret',
        });
      },
    });
    const store = s3PartStore(failing, { bucket });
    for (const act of [
      () => store.create('a'),
      () => store.read('a'),
      () => store.list('a'),
      () => store.remove('a'),
    ]) {
      const error = await act().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'S3_FAILED' });
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('secret');
    }
    await expect(s3PartStore(client, { bucket }).list('a')).rejects.toMatchObject({ code: 'S3_FAILED' });
  });

  it('ends in time, and with its signal', async () => {
    const aborted: unknown[] = [];
    const hanging = new Proxy({} as S3Like, {
      get: () => (_input: unknown, options: { abortSignal: AbortSignal }) => {
        options.abortSignal.addEventListener('abort', () => aborted.push(options.abortSignal.reason));
        return new Promise(() => {});
      },
    });
    const store = s3PartStore(hanging, { bucket, timeoutMs: 50 });
    const acts = [
      (signal?: AbortSignal) => store.create('a', { signal }),
      (signal?: AbortSignal) => store.read('a', { signal }),
      (signal?: AbortSignal) => store.list('a', { signal }),
      (signal?: AbortSignal) => store.remove('a', { signal }),
    ];
    for (const act of acts) {
      await expect(act()).rejects.toMatchObject({ code: 'S3_TIMEOUT' });
      const controller = new AbortController();
      const waiting = act(controller.signal);
      controller.abort(new Error('left'));
      await expect(waiting).rejects.toThrow('left');
    }
    // The client is told each time, so that its sockets are free again.
    await expect.poll(() => aborted.length).toBeGreaterThanOrEqual(acts.length);
  });
});

describe.skipIf(!hasTools('moto_server'))('s3PartStore on an S3', () => {
  let server: TestServer;
  let client: S3;
  beforeAll(async () => {
    server = await startS3();
    client = connect(server.url);
    await client.createBucket({ Bucket: bucket });
  });
  afterAll(async () => {
    client?.destroy();
    await server?.close();
  });

  partStoreConformance({ create: () => s3PartStore(client, { bucket, prefix: 'ksef/parts/' }) }, { it });

  it('lists more parts than one page holds', async () => {
    const store = s3PartStore(client, { bucket, prefix: 'pages/' });
    const names = Array.from({ length: 1_050 }, (_, at) => `part-${at}`);
    for (let at = 0; at < names.length; at += 50) {
      await Promise.all(
        names
          .slice(at, at + 50)
          .map((name) => client.putObject({ Bucket: bucket, Key: `pages/${name}`, Body: new Uint8Array(1) })),
      );
    }
    expect([...(await store.list('part-'))].sort()).toEqual([...names].sort());
  });

  it('shows no part before it is complete, and leaves no upload behind when one fails', async () => {
    const store = s3PartStore(client, { bucket });
    const sink = await store.create('half');
    await sink.write(new Uint8Array(20_000_000));
    expect(await store.list('half')).toEqual([]);
    await expect(store.read('half')).rejects.toMatchObject({ code: 'PART_MISSING' });
    const broken = new Proxy(client as S3Like, {
      get: (target, name) =>
        name === 'completeMultipartUpload'
          ? async () => Promise.reject(new Error('down'))
          : (target[name as keyof S3Like] as () => unknown).bind(target),
    });
    const other = await s3PartStore(broken, { bucket }).create('broken');
    await other.write(new Uint8Array(20_000_000));
    await expect(other.close()).rejects.toMatchObject({ code: 'S3_FAILED' });
    const { Uploads = [] } = await client.listMultipartUploads({ Bucket: bucket });
    expect(Uploads.map(({ Key }) => Key)).toEqual(['half']);
  });

  it('takes a part of 100 MB in memory that stays the same', async () => {
    const store = s3PartStore(client, { bucket });
    const sink = await store.create('large');
    const chunk = new Uint8Array(1_000_000).fill(7);
    let peak = 0;
    for (let count = 0; count < 100; count++) {
      await sink.write(chunk);
      peak = Math.max(peak, process.memoryUsage().arrayBuffers);
    }
    await sink.close();
    expect(peak).toBeLessThan(100_000_000);
    let size = 0;
    const reader = (await store.read('large')).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
    }
    expect(size).toBe(100_000_000);
    await store.remove('large');
  });
});
