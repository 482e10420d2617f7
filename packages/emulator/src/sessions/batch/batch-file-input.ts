import { Problem } from '../../kernel.js';
import { hashOf, objectOf, sizeOf } from '../input.js';
import type { SessionLimits } from '../limits.js';
import { invalidInput } from '../problems.js';
import type { BatchRecord } from '../records.js';

/** What TEST lets be declared, encrypted (CIRFMF/ksef-api#164); above 100 000 000 in plain the package is refused later. */
const largestPartBytes = 104_857_600;

/** Reads `batchFile`: the whole package in plain, its parts encrypted. Else 21405, 21157 or 21161. */
export function readBatchFile(value: unknown, limits: SessionLimits): Omit<BatchRecord, 'offlineMode'> {
  const file = objectOf('batchFile', value);
  const fileSize = sizeOf('batchFile.fileSize', file.fileSize);
  if (fileSize > limits.maxBatchBytes) {
    throw invalidInput(`'fileSize' must be less than or equal to '${limits.maxBatchBytes}'.`);
  }
  const fileHash = hashOf('batchFile.fileHash', file.fileHash);
  const compressionType = file.compressionType ?? 'Zip';
  if (compressionType !== 'Zip' && compressionType !== 'TarGz') {
    throw invalidInput("'batchFile.compressionType' ma nieprawidłową wartość.");
  }
  if (!Array.isArray(file.fileParts) || file.fileParts.length === 0) {
    throw invalidInput("'batchFile.fileParts' jest wymagane.");
  }
  if (file.fileParts.length > limits.maxBatchParts) throw tooManyParts(limits.maxBatchParts);
  const parts = file.fileParts.map((part, index) => readPart(part, `batchFile.fileParts[${index}]`));
  const ordinals = new Set(parts.map((part) => part.ordinalNumber));
  if (ordinals.size < parts.length || Math.max(...ordinals) > parts.length) {
    throw invalidInput("'batchFile.fileParts': 'ordinalNumber' musi numerować części kolejno od 1.");
  }
  parts.sort((one, other) => one.ordinalNumber - other.ordinalNumber);
  return { fileSize, fileHash, compressionType, parts };
}

function readPart(value: unknown, name: string) {
  const part = objectOf(name, value);
  const fileSize = sizeOf(`${name}.fileSize`, part.fileSize);
  if (fileSize > largestPartBytes) {
    throw new Problem({
      status: 400,
      code: 21157,
      description: 'Nieprawidłowy rozmiar części pakietu.',
      details: [`'${name}.fileSize' przekracza dozwolony rozmiar części ${largestPartBytes} bajtów.`],
    });
  }
  return {
    ordinalNumber: sizeOf(`${name}.ordinalNumber`, part.ordinalNumber),
    fileSize,
    fileHash: hashOf(`${name}.fileHash`, part.fileHash),
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
