// xmllint as the judge of what is valid: libxml2 as Debian builds it, outside of this project.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedSchemaFiles } from '../published-schema-files.js';

/** Many a call, as each loads the schema; few enough for the longest command line. */
const filesPerCall = 500;

/**
 * Whether xmllint takes each document for valid by the published schema of a form. What is not well-formed is not valid.
 */
export async function judgeByXmllint(
  form: string,
  documents: readonly (string | Uint8Array)[],
): Promise<readonly boolean[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ksef-xmllint-'));
  try {
    const schemas = publishedSchemaFiles(form);
    for (const [name, bytes] of schemas) await writeFile(join(folder, name), bytes);
    const verdicts: boolean[] = [];
    for (let start = 0; start < documents.length; start += filesPerCall) {
      const names: string[] = [];
      for (const [index, document] of documents.slice(start, start + filesPerCall).entries()) {
        const name = `${index}.xml`;
        await writeFile(join(folder, name), document);
        names.push(name);
      }
      const schema = schemas[0]?.[0] ?? '';
      const valid = validated(await run(folder, ['--noout', '--nonet', '--schema', schema, ...names]));
      verdicts.push(...names.map((name) => valid.has(name)));
    }
    return verdicts;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What xmllint writes; it ends with an error where a document is invalid. */
function run(cwd: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('xmllint', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    child.once('error', reject);
    // 5: the schema could not be loaded, and nothing was judged.
    child.once('close', (code) =>
      code === 5 || code === null ? reject(new Error(text.slice(0, 2_000))) : resolve(text),
    );
  });
}

function validated(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^(\d{1,4}\.xml) validates$/gm)].map(([, name]) => name ?? ''));
}
