export type { OnlineAllowance } from './online-allowance.js';
export { type SendOptions, send } from './send.js';
