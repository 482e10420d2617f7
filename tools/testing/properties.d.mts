/** fast-check, with the seed of `KSEF_SEED`: a number, or `random`. */

export * from 'fast-check';
export { default } from 'fast-check';
