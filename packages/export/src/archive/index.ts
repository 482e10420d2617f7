export { ArchiveGuard, type ArchiveLimits, archiveLimitChecks, invalidArchive } from './archive-limits.js';
export { isPlainNumber } from './invoice-name.js';
export type { ExportedInvoice, PackageArchive } from './package-archive.js';
export { openTar } from './tar-archive.js';
export { openZip } from './zip-archive.js';
