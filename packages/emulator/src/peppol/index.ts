export {
  makePeppolControl,
  type PeppolControl,
  type PeppolProviderOptions,
  peppolRoutes,
  registerProvider,
} from './peppol-providers.js';
