import { KsefError } from '@ksef/core';
import {
  checkOptions,
  expects,
  invalidOption,
  numberFrom,
  type OptionChecks,
  required,
  someText,
} from '@ksef/core/internal';
import type { PartStore } from '@ksef/sessions/batch';
import { checkPartName } from '@ksef/sessions/internal';
import { isMissing, S3Calls } from './s3-calls.js';
import { type S3Like, s3Methods } from './s3-like.js';
import { S3PartSink } from './s3-part-sink.js';
import { watchedStream } from './watched-stream.js';

/** Options of {@link s3PartStore}. */
export interface S3PartStoreOptions {
  readonly bucket: string;
  /** Prefix of every key, e.g. `ksef/parts/`. Default: none. */
  readonly prefix?: string | undefined;
  /** The longest wait for one call, or for the next bytes of a part, in milliseconds. Default 60 000. */
  readonly timeoutMs?: number | undefined;
}

const optionChecks: OptionChecks<S3PartStoreOptions> = {
  bucket: required(someText),
  prefix: expects(
    'a text of at most 800 characters',
    (text) => typeof text === 'string' && text.length <= 800,
  ),
  timeoutMs: numberFrom(1, 2 ** 31 - 1),
};

/**
 * Encrypted parts of batches in S3-compatible storage, so that another machine can resume a batch. A part is sent in
 * pieces of 8 MiB, so memory use is constant, and appears when it is complete. Parts contain only ciphertext, and are
 * removed when KSeF has verified them. Configure the bucket to abort incomplete multipart uploads after some days:
 * killed processes leave them.
 *
 * Its functions throw KsefError `PART_MISSING`, `S3_FAILED`, `S3_TIMEOUT`; InvalidInputError `INVALID_PART_NAME`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { type S3Like, s3PartStore } from '@ksef/s3';
 *
 * declare const s3: S3Like; // new S3({ region: 'eu-central-1' }) of @aws-sdk/client-s3
 * const partStore = s3PartStore(s3, { bucket: 'invoices', prefix: 'ksef/parts/' }); // of sendBatch, with a journal
 * ```
 */
export function s3PartStore(client: S3Like, options: S3PartStoreOptions): PartStore {
  for (const method of s3Methods) {
    if (typeof client?.[method] !== 'function') {
      throw invalidOption(
        'client',
        'an S3 of @aws-sdk/client-s3: new S3(…), which takes the options of S3Client',
      );
    }
  }
  checkOptions<S3PartStoreOptions>(options ?? {}, optionChecks);
  const { bucket: Bucket, prefix = '', timeoutMs = 60_000 } = options;
  const calls = new S3Calls(timeoutMs);
  const objectOf = (name: string) => {
    checkPartName(name);
    return { Bucket, Key: `${prefix}${name}` };
  };
  return {
    async create(name, { signal } = {}) {
      const object = objectOf(name);
      // An old part of the same name must not be mistaken for this one.
      await calls.run('deleteObject', signal, (use) => client.deleteObject(object, use));
      return new S3PartSink({ client, calls, object, signal });
    },
    async read(name, { signal } = {}) {
      const object = objectOf(name);
      const found = await calls
        .run('getObject', signal, (use) => client.getObject(object, use))
        .catch((error: unknown) => {
          throw isMissing(error) ? missing(name) : error;
        });
      if (found.Body === undefined) throw missing(name);
      return watchedStream(found.Body.transformToWebStream(), { calls, signal });
    },
    async list(begin, { signal } = {}) {
      const names: string[] = [];
      let ContinuationToken: string | undefined;
      do {
        const input = { Bucket, Prefix: `${prefix}${begin}`, ContinuationToken };
        const page = await calls.run('listObjectsV2', signal, (use) => client.listObjectsV2(input, use));
        for (const { Key } of page.Contents ?? [])
          if (Key !== undefined) names.push(Key.slice(prefix.length));
        // A repeated token would loop forever.
        const next = page.NextContinuationToken;
        ContinuationToken = next === ContinuationToken ? undefined : next;
      } while (ContinuationToken !== undefined);
      return names;
    },
    async remove(name, { signal } = {}) {
      const object = objectOf(name);
      await calls.run('deleteObject', signal, (use) => client.deleteObject(object, use));
    },
  };
}

function missing(name: string): KsefError {
  return new KsefError(`There is no part ${name} in S3.`, { code: 'PART_MISSING' });
}
