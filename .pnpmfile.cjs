// Run by pnpm when it packs or publishes a package: see docs/decisions/0060.
const { withoutSource } = require('./tools/pack/without-source.cjs');

module.exports = { hooks: { beforePacking: (manifest) => withoutSource(manifest) } };
