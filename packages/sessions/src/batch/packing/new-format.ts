import { InvalidInputError } from '@ksef/core';
import type { ArchiveFormat } from './archive-format.js';

/** Loads the format's library on first use. @throws InvalidInputError `INVALID_OPTION` */
export async function newFormat(compressionType: 'Zip' | 'TarGz'): Promise<ArchiveFormat> {
  if (compressionType === 'Zip') return (await import('./zip-format.js')).zipFormat();
  if (compressionType === 'TarGz') return (await import('./tar-gz-format.js')).tarGzFormat();
  throw new InvalidInputError(`compressionType is ${JSON.stringify(compressionType)}: Zip or TarGz.`, {
    code: 'INVALID_OPTION',
    input: 'compressionType',
  });
}
