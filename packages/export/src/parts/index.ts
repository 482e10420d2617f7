export { PackageBytes } from './package-bytes.js';
export { type PackageOptions, PackageParts, packageChecks } from './package-parts.js';
export type { PartMismatch } from './part-check.js';
export { sweepSpool } from './spool-folder.js';
