export { type QueryMetadataOptions, queryMetadata } from './query-metadata.js';
