import { KsefError } from '@ksef/core';
import type { PartSink } from '@ksef/sessions/batch';
import type { S3Calls } from './s3-calls.js';
import type { S3Like } from './s3-like.js';

// S3 requires pieces of at least 5 MiB, except for the last one.
const pieceBytes = 8 * 1024 * 1024;

/** The target of a part. */
export interface PartTarget {
  readonly client: S3Like;
  readonly calls: S3Calls;
  readonly object: { readonly Bucket: string; readonly Key: string };
  readonly signal: AbortSignal | undefined;
}

/** Writes a part in pieces of 8 MiB. The object appears only when it is complete. */
export class S3PartSink implements PartSink {
  readonly #target: PartTarget;
  readonly #pieces: { PartNumber: number; ETag: string | undefined }[] = [];
  #piece = new Uint8Array(pieceBytes);
  #used = 0;
  #uploadId: string | undefined;

  constructor(target: PartTarget) {
    this.#target = target;
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      // A full piece is sent when more data arrives: the last one is for `close`.
      if (this.#used === pieceBytes) await this.#upload();
      const part = bytes.subarray(done, done + pieceBytes - this.#used);
      this.#piece.set(part, this.#used);
      this.#used += part.length;
      done += part.length;
    }
  }

  async close(): Promise<void> {
    const { client, calls, object, signal } = this.#target;
    if (this.#uploadId === undefined) {
      const Body = this.#piece.subarray(0, this.#used);
      await calls.run('putObject', signal, (options) => client.putObject({ ...object, Body }, options));
      return;
    }
    const UploadId = this.#uploadId;
    try {
      if (this.#used > 0) await this.#upload();
      const input = { ...object, UploadId, MultipartUpload: { Parts: this.#pieces } };
      await calls.run('completeMultipartUpload', signal, (options) =>
        client.completeMultipartUpload(input, options),
      );
    } catch (error) {
      await this.#abort(UploadId);
      throw error;
    }
  }

  async #upload(): Promise<void> {
    const { client, calls, object, signal } = this.#target;
    this.#uploadId ??= await this.#begin();
    const UploadId = this.#uploadId;
    const PartNumber = this.#pieces.length + 1;
    const Body = this.#piece.subarray(0, this.#used);
    try {
      const { ETag } = await calls.run('uploadPart', signal, (options) =>
        client.uploadPart({ ...object, UploadId, PartNumber, Body }, options),
      );
      this.#pieces.push({ PartNumber, ETag });
    } catch (error) {
      await this.#abort(UploadId);
      throw error;
    }
    this.#piece = new Uint8Array(pieceBytes);
    this.#used = 0;
  }

  async #begin(): Promise<string> {
    const { client, calls, object, signal } = this.#target;
    const { UploadId } = await calls.run('createMultipartUpload', signal, (options) =>
      client.createMultipartUpload(object, options),
    );
    if (UploadId !== undefined) return UploadId;
    throw new KsefError('S3 named no upload.', { code: 'S3_FAILED' });
  }

  /** The uploaded pieces are useless. If aborting fails, the bucket's own rule removes them. */
  async #abort(UploadId: string): Promise<void> {
    const { client, calls, object } = this.#target;
    await calls
      .run('abortMultipartUpload', undefined, (options) =>
        client.abortMultipartUpload({ ...object, UploadId }, options),
      )
      .catch(() => {});
  }
}
