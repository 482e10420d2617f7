export { type OutageAnnouncement, type OutageCategory, outageCategories } from './announcements.js';
export { type LatarniaBehaviour, latarniaAnswers } from './behaviour.js';
export { type LatarniaControl, makeLatarniaControl } from './control.js';
export { latarniaRoutes } from './latarnia-routes.js';
