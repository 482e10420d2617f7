import { createPrivateKey, sign } from 'node:crypto';
import { lenientNip } from '@ksef/core';
import { authTokenRequestXml, signerFromPem, xadesSigner } from '@ksef/signing';
import { testPersonCertificate } from '@ksef/signing/testing';
import { SignatureService } from 'ksef-client-ts';
import { type Figure, median } from './figure.js';

const challenge = '20250604-CR-461EA5B000-537A6BA15D-D7';
const context = lenientNip('5265877635');
const rounds = 5;

/** Signed login documents a second, against another client and against the key alone. */
export async function benchSignLogin(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const keyType of ['P-256', 'RSA-2048'] as const) {
    const person = await testPersonCertificate({ nip: context }, { keyType });
    const certificate = person.certificatePem;
    const key = person.privateKeyPem;
    const signer = xadesSigner(await signerFromPem({ certificate, key }));
    const xml = `<?xml version="1.0" encoding="utf-8"?>${authTokenRequestXml({ challenge, context })}`;
    const bytes = Buffer.alloc(1_500);
    const keyObject = createPrivateKey(key);
    const ours: number[] = [];
    const peer: number[] = [];
    const bare: number[] = [];
    // In turns, so that whatever else the machine does meets all three; the first round warms up.
    for (let round = 0; round <= rounds; round++) {
      const rates = [
        await perSecond(() => signer.signAuthRequest({ challenge, context })),
        await perSecond(() => SignatureService.sign(xml, certificate, key)),
        await perSecond(() => sign('sha256', bytes, { key: keyObject, dsaEncoding: 'ieee-p1363' })),
      ] as const;
      if (round === 0) continue;
      ours.push(rates[0]);
      peer.push(rates[1]);
      bare.push(rates[2]);
    }
    const measured = `${median(ours).toFixed(0)}/s`;
    figures.push(
      {
        what: `signed logins, ${keyType}`,
        measured,
        baseline: `${median(peer).toFixed(0)}/s of ksef-client-ts`,
        ratio: median(ours) / median(peer),
        goal: 'none: KSeF takes seconds for a login',
      },
      {
        what: `signed logins, ${keyType}`,
        measured,
        baseline: `${median(bare).toFixed(0)}/s of the bare key (crypto.sign)`,
        ratio: median(ours) / median(bare),
        goal: 'none: what the document costs beside the key',
      },
    );
  }
  return figures;
}

async function perSecond(work: () => unknown): Promise<number> {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < 400) {
    await work();
    count++;
  }
  return (count / (performance.now() - start)) * 1_000;
}
