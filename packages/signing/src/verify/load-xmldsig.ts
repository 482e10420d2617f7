import { keepingGlobalEngine } from '../certificates/load-pkijs.js';

let loaded: Promise<typeof import('./xmldsig.js')> | undefined;

/** xmldsigjs, which canonicalises and digests what was checked before; loaded for the first signature. */
export async function loadXmldsig(): Promise<typeof import('./xmldsig.js')> {
  loaded ??= keepingGlobalEngine(() => import('./xmldsig.js'));
  const xmldsig = await loaded;
  xmldsig.setUpXmlLibraries();
  return xmldsig;
}
