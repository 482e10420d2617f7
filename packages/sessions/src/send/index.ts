export type { WayChosenEvent } from './mode-chosen.js';
export type { OnlineAllowance } from './online-allowance.js';
export { type SendOptionsOfAnyVolume, send } from './send.js';
