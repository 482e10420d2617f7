export { attachmentRoutes } from './attachment-routes.js';
export { attachmentConsent } from './consent.js';
