export type { OnlineAllowance } from './online-allowance.js';
export { send } from './send.js';
export type { SendOptions } from './send-options.js';
