export type { BatchEvent } from './batch-event.js';
export type { ModeChosenEvent } from './mode-chosen-event.js';
export type { SessionEvent } from './session-event.js';
