import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const dist = join(import.meta.dirname, '../dist');

/** Folders of the packages that a program has loaded when it ends, apart from Node's own modules. */
function packagesLoadedBy(program: string, how: 'module' | 'commonjs'): readonly string[] {
  const script = `${program}
    .then(() => console.log(JSON.stringify(Object.keys(process.getBuiltinModule('node:module')._cache))))
    .then(() => process.exit(0));`;
  const output = execFileSync(process.execPath, [`--input-type=${how}`, '-e', script], { encoding: 'utf8' });
  const files = JSON.parse(output.trim().split('\n').at(-1) ?? '') as string[];
  return [
    ...new Set(
      files.flatMap((file) => /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? []),
    ),
  ];
}

const neededLater = /^(@peculiar[\\/].*|@xmldom[\\/]xmldom|xml-crypto|ajv|yauzl|yazl|tar-stream)$/;

describe('a start', () => {
  it.each([
    ['module', `import(${JSON.stringify(join(dist, 'index.js'))}).then((module) => module.startEmulator())`],
    ['commonjs', `require(${JSON.stringify(join(dist, 'index.cjs'))}).startEmulator()`],
  ] as const)(
    'loads nothing that logins by signature, batches and receipts need alone: %s',
    (how, program) => {
      const loaded = packagesLoadedBy(program, how);
      expect(loaded).toContain('fastify');
      expect(loaded.filter((name) => neededLater.test(name))).toEqual([]);
    },
  );
});
