export { makeReceivingControl, type ReceivingControl } from './control.js';
export { receivingControlRoutes } from './control-routes.js';
export { type ExportFaultKind, exportFaults } from './exports/export-faults.js';
export { openReceivingArea, type ReceivingArea } from './receiving-area.js';
export type { ReceivingLimits } from './receiving-limits.js';
