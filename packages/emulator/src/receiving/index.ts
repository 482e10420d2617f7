export { makeReceivingControl, type ReceivingControl } from './control.js';
export { type ExportFaultKind, exportFaultKinds, exportFaults } from './exports/export-faults.js';
export { type ExportRecord, exportsOf } from './exports/records.js';
export { openReceivingArea, type ReceivingArea } from './receiving-area.js';
export { type ReceivingLimits, receivingLimits } from './receiving-limits.js';
