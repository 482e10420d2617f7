export { PackageBytes } from './package-bytes.js';
export { type PackageOptions, PackageParts } from './package-parts.js';
export type { PartMismatch } from './part-check.js';
export { sweepSpool } from './spool-folder.js';
