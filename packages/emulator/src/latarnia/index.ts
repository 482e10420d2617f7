export type { OutageAnnouncement, OutageCategory } from './announcements.js';
export type { LatarniaBehaviour } from './behaviour.js';
export { type LatarniaControl, latarniaControlRoutes, makeLatarniaControl } from './control.js';
export { latarniaRoutes } from './latarnia-routes.js';
