// Inside this repository `exports` leads to `src` under the condition "@ksef/source", so that programs run without a
// build. Users get `dist` only: packing removes the condition.
const condition = '@ksef/source';

/** The manifest to publish: the same, without the condition, and without the script that guards packing. */
function withoutSource(manifest) {
  const { exports, imports } = manifest;
  return {
    ...manifest,
    exports: publishedTargets(exports ?? {}),
    ...(imports && { imports: publishedTargets(imports) }),
  };
}

function publishedTargets(targets) {
  const entries = Object.entries(targets).map(([entry, target]) => {
    if (typeof target !== 'object') return [entry, target];
    const { [condition]: _source, ...published } = target;
    return [entry, published];
  });
  return Object.fromEntries(entries);
}

module.exports = { condition, withoutSource };
