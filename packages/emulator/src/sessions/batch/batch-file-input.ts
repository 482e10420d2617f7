import { invalidInput, Problem } from '../../http/index.js';
import type { BatchRecord } from '../records.js';
import type { SessionLimits } from '../session-limits.js';

/** What TEST lets be declared, encrypted (CIRFMF/ksef-api#164); above 100 000 000 in plain the package is refused later. */
const largestPartBytes = 104_857_600;

/** `batchFile` as the contract has it. */
export interface BatchFileInfo {
  readonly fileSize: number;
  readonly fileHash: string;
  readonly compressionType?: 'Zip' | 'TarGz' | null;
  readonly fileParts: readonly {
    readonly ordinalNumber: number;
    readonly fileSize: number;
    readonly fileHash: string;
  }[];
}

/** Checks `batchFile`: the whole package in plain, its parts encrypted. @throws Problem 21405, 21157 or 21161 */
export function readBatchFile(file: BatchFileInfo, limits: SessionLimits): Omit<BatchRecord, 'offlineMode'> {
  const { fileSize, fileHash, compressionType, fileParts } = file;
  if (fileSize > limits.maxBatchBytes)
    throw invalidInput(`'fileSize' must be less than or equal to '${limits.maxBatchBytes}'.`);
  if (fileParts.length > limits.maxBatchParts) throw tooManyParts(limits.maxBatchParts);
  const tooLarge = fileParts.findIndex((part) => part.fileSize > largestPartBytes);
  if (tooLarge >= 0) throw partTooLarge(`batchFile.fileParts[${tooLarge}].fileSize`);
  const ordinals = new Set(fileParts.map((part) => part.ordinalNumber));
  if (ordinals.size < fileParts.length || Math.max(...ordinals) > fileParts.length)
    throw invalidInput("'batchFile.fileParts': 'ordinalNumber' musi numerować części kolejno od 1.");
  return {
    fileSize,
    fileHash,
    compressionType: compressionType ?? 'Zip',
    parts: [...fileParts]
      .sort((one, other) => one.ordinalNumber - other.ordinalNumber)
      .map((part) => ({
        ordinalNumber: part.ordinalNumber,
        fileSize: part.fileSize,
        fileHash: part.fileHash,
        uploadedSize: null,
        uploadedHash: null,
      })),
  };
}

function partTooLarge(name: string): Problem {
  return new Problem({
    status: 400,
    code: 21157,
    description: 'Nieprawidłowy rozmiar części pakietu.',
    details: [`'${name}' przekracza dozwolony rozmiar części ${largestPartBytes} bajtów.`],
  });
}

function tooManyParts(limit: number): Problem {
  return new Problem({
    status: 400,
    code: 21161,
    description: 'Przekroczono dozwoloną liczbę części pakietów.',
    details: [`Liczba części pliku musi być mniejsza lub równa niż ${limit}.`],
  });
}
