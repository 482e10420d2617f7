// `prepack` of every package. npm and yarn would publish `exports` with the condition "@ksef/source", which leads to
// files that are not in the tarball; only pnpm runs the hook in .pnpmfile.cjs that removes it.
if (!/^pnpm\//.test(process.env.npm_config_user_agent ?? '')) {
  console.error(
    'Pack and publish with pnpm ("npx pnpm pack"): other tools leave the condition "@ksef/source" in.',
  );
  process.exit(1);
}
