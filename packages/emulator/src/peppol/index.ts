export { peppolRoutes, registerProvider } from './peppol-providers.js';
