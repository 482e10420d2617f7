import {
  eachInOnePass,
  hashOf,
  inOnePass,
  invalidInput,
  listOf,
  objectOf,
  oneOf,
  Problem,
  sizeOf,
} from '../../http/index.js';
import type { BatchRecord } from '../records.js';
import type { SessionLimits } from '../session-limits.js';

/** What TEST lets be declared, encrypted (CIRFMF/ksef-api#164); above 100 000 000 in plain the package is refused later. */
const largestPartBytes = 104_857_600;

/** Reads `batchFile`: the whole package in plain, its parts encrypted. Else 21405, 21157 or 21161. */
export function readBatchFile(value: unknown, limits: SessionLimits): Omit<BatchRecord, 'offlineMode'> {
  const file = objectOf('batchFile', value);
  return inOnePass({
    fileSize: () => {
      const size = sizeOf('batchFile.fileSize', file.fileSize);
      if (size > limits.maxBatchBytes)
        throw invalidInput(`'fileSize' must be less than or equal to '${limits.maxBatchBytes}'.`);
      return size;
    },
    fileHash: () => hashOf('batchFile.fileHash', file.fileHash),
    compressionType: () =>
      oneOf('batchFile.compressionType', file.compressionType ?? 'Zip', ['Zip', 'TarGz'] as const),
    parts: () => readParts(listOf('batchFile.fileParts', file.fileParts), limits.maxBatchParts),
  });
}

function readParts(given: readonly unknown[], most: number): BatchRecord['parts'] {
  if (given.length > most) throw tooManyParts(most);
  const parts = eachInOnePass(given, (part, index) => readPart(part, `batchFile.fileParts[${index}]`));
  const ordinals = new Set(parts.map((part) => part.ordinalNumber));
  if (ordinals.size < parts.length || Math.max(...ordinals) > parts.length) {
    throw invalidInput("'batchFile.fileParts': 'ordinalNumber' musi numerować części kolejno od 1.");
  }
  return [...parts].sort((one, other) => one.ordinalNumber - other.ordinalNumber);
}

function readPart(value: unknown, name: string) {
  const part = objectOf(name, value);
  const { ordinalNumber, fileSize, fileHash } = inOnePass({
    ordinalNumber: () => sizeOf(`${name}.ordinalNumber`, part.ordinalNumber),
    fileSize: () => sizeOf(`${name}.fileSize`, part.fileSize),
    fileHash: () => hashOf(`${name}.fileHash`, part.fileHash),
  });
  if (fileSize > largestPartBytes) {
    throw new Problem({
      status: 400,
      code: 21157,
      description: 'Nieprawidłowy rozmiar części pakietu.',
      details: [`'${name}.fileSize' przekracza dozwolony rozmiar części ${largestPartBytes} bajtów.`],
    });
  }
  return {
    ordinalNumber,
    fileSize,
    fileHash,
    uploadedSize: null,
    uploadedHash: null,
  };
}

function tooManyParts(limit: number): Problem {
  return new Problem({
    status: 400,
    code: 21161,
    description: 'Przekroczono dozwoloną liczbę części pakietów.',
    details: [`Liczba części pliku musi być mniejsza lub równa niż ${limit}.`],
  });
}
