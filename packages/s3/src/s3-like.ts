/** The name is the SDK's. */
type SendOptions = Readonly<Partial<Record<'abortSignal', AbortSignal>>>;

interface ObjectName {
  readonly Bucket: string;
  readonly Key: string;
}

interface UploadName extends ObjectName {
  readonly UploadId: string;
}

/** The part of an `S3` of `@aws-sdk/client-s3` that is used: `new S3({ … })`, which takes the options of `S3Client`. */
export interface S3Like {
  putObject(input: ObjectName & { readonly Body: Uint8Array }, options?: SendOptions): Promise<unknown>;
  createMultipartUpload(input: ObjectName, options?: SendOptions): Promise<{ UploadId?: string | undefined }>;
  uploadPart(
    input: UploadName & { readonly PartNumber: number; readonly Body: Uint8Array },
    options?: SendOptions,
  ): Promise<{ ETag?: string | undefined }>;
  completeMultipartUpload(
    input: UploadName & {
      readonly MultipartUpload: { Parts: { PartNumber: number; ETag: string | undefined }[] };
    },
    options?: SendOptions,
  ): Promise<unknown>;
  abortMultipartUpload(input: UploadName, options?: SendOptions): Promise<unknown>;
  getObject(
    input: ObjectName,
    options?: SendOptions,
  ): Promise<{ Body?: { transformToWebStream(): ReadableStream } | undefined }>;
  listObjectsV2(
    input: {
      readonly Bucket: string;
      readonly Prefix: string;
      readonly ContinuationToken?: string | undefined;
    },
    options?: SendOptions,
  ): Promise<{
    Contents?: { Key?: string | undefined }[] | undefined;
    NextContinuationToken?: string | undefined;
  }>;
  deleteObject(input: ObjectName, options?: SendOptions): Promise<unknown>;
}

/** What an {@link S3Like} needs. */
export const s3Methods = [
  'putObject',
  'createMultipartUpload',
  'uploadPart',
  'completeMultipartUpload',
  'abortMultipartUpload',
  'getObject',
  'listObjectsV2',
  'deleteObject',
] as const;
