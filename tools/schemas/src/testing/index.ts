// For the tests of packages that read, write or validate documents of KSeF.
export { loadReference, type Reference } from './load-reference.js';
export { type Mutation, mutations } from './mutations.js';
export { haveSamples, type Sample, samplesOf } from './samples.js';
export { judgeByXmllint } from './xmllint.js';
