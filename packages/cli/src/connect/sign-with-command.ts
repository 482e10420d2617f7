import { spawn } from 'node:child_process';
import type { SignatureAlgorithm } from '@ksef/signing';
import { CliError, exitCodes } from '../output/cli-error.js';

const longestSignature = 64 * 1024;

/**
 * Signs with a program of the user's: a key in an HSM, on a smart card, at a cloud. The bytes to sign come on its stdin, the
 * signature, raw or in Base64, is read from its stdout. `KSEF_SIGN_ALGORITHM` and `KSEF_SIGN_HASH` say how to sign.
 */
export function signWithCommand(
  command: string,
  bytes: Uint8Array,
  { algorithm, signal }: { readonly algorithm: SignatureAlgorithm; readonly signal: AbortSignal | undefined },
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      shell: true,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, KSEF_SIGN_ALGORITHM: algorithm.name, KSEF_SIGN_HASH: algorithm.hash },
      ...(signal === undefined ? {} : { signal }),
    });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= longestSignature) chunks.push(chunk);
      else child.kill();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0 && size > 0 && size <= longestSignature) resolve(signatureIn(Buffer.concat(chunks)));
      else reject(failed(code));
    });
    child.stdin.on('error', () => undefined); // it may have read enough
    child.stdin.end(bytes);
  });
}

function signatureIn(output: Buffer): Uint8Array {
  const text = output.toString('latin1').trim();
  const isBase64 = /^[A-Za-z0-9+/\r\n]+={0,2}$/.test(text) && text.length >= 64;
  return new Uint8Array(isBase64 ? Buffer.from(text, 'base64') : output);
}

function failed(code: number | null): CliError {
  return new CliError(
    `The command that signs ended with ${code ?? 'a signal'} and no signature. Run it by hand to see why.`,
    {
      code: 'SIGN_COMMAND_FAILED',
      exitCode: exitCodes.login,
    },
  );
}
