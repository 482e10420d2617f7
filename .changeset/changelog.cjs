// What a CHANGELOG.md says of a change: its own words, without the hashes of commits; and in one line, which packages of
// ours moved below.
module.exports = {
  async getReleaseLine({ summary }) {
    const [first, ...others] = summary.trim().split('\n');
    return [`- ${first}`, ...others.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
  },
  async getDependencyReleaseLine(_changesets, dependencies) {
    if (dependencies.length === 0) return '';
    return `- Needs ${dependencies.map(({ name, newVersion }) => `${name} ${newVersion}`).join(', ')}.`;
  },
};
