import { X509Certificate } from 'node:crypto';
import type { Kernel } from '../kernel/index.js';

/** The certificate of the emulator's own authority. */
export function authorityCertificate(kernel: Kernel): X509Certificate {
  return new X509Certificate(Buffer.from(kernel.keys.authority().certificate, 'base64'));
}

/** Whether the authority signed this certificate. */
export function isOfAuthority(kernel: Kernel, certificate: X509Certificate): boolean {
  return certificate.verify(authorityCertificate(kernel).publicKey);
}
