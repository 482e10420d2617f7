export { findPeppolProvider, listPeppolProviders, type PeppolProvider } from './list-peppol-providers.js';
export { type Peppol, peppol } from './peppol.js';
