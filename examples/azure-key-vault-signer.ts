// A key in Azure Key Vault (or Managed HSM) as a signer. Source: Key Vault REST API, Sign, version 7.4.
import { remoteSigner, type SignatureAlgorithm, type Signer } from '@ksef/signing';

export interface KeyVaultKey {
  /** Of the key with its version, e.g. `https://my-vault.vault.azure.net/keys/ksef/0123456789abcdef`. */
  readonly keyUrl: string;
  /** PEM or DER of the certificate that belongs to the key. */
  readonly certificate: string | Uint8Array;
  /** An access token for `https://vault.azure.net`, e.g. from DefaultAzureCredential of `@azure/identity`. */
  readonly accessToken: () => Promise<string>;
}

export async function azureKeyVaultSigner({
  keyUrl,
  certificate,
  accessToken,
}: KeyVaultKey): Promise<Signer> {
  return remoteSigner({
    certificate,
    takes: 'digest',
    async sign(digest, { algorithm, signal }) {
      const response = await fetch(`${keyUrl}/sign?api-version=7.4`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await accessToken()}`, 'content-type': 'application/json' },
        body: JSON.stringify({ alg: nameOf(algorithm), value: Buffer.from(digest).toString('base64url') }),
        redirect: 'error',
        signal: signal ?? AbortSignal.timeout(30_000),
      });
      if (!response.ok) {
        const { error } = (await response.json().catch(() => ({}))) as {
          error?: { code?: string; message?: string };
        };
        throw new Error(
          `Key Vault refused to sign (${response.status} ${error?.code ?? ''}): ${error?.message ?? ''}`,
        );
      }
      const { value } = (await response.json()) as { value: string };
      return new Uint8Array(Buffer.from(value, 'base64url'));
    },
  });
}

/** ES256, RS384, PS512 and so on, as RFC 7518 names them. */
function nameOf({ name, hash }: SignatureAlgorithm): string {
  const prefix = { ECDSA: 'ES', 'RSASSA-PKCS1-v1_5': 'RS', 'RSA-PSS': 'PS' }[name];
  return `${prefix}${hash.slice(4)}`;
}
