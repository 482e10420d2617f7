import { randomKey } from '../src/index.js';
import { makeCertificate } from './certificates.js';
import { clockAt } from './key-sources.js';

export const older = makeCertificate();
export const newer = makeCertificate();
/** A moment at which both are valid. */
export const clock = clockAt('2026-06-01T00:00:00Z');
export const key = randomKey();
