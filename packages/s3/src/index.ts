export type { S3Like } from './s3-like.js';
export { type S3PartStoreOptions, s3PartStore } from './s3-part-store.js';
