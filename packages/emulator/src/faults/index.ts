export { applyFaults } from './apply-faults.js';
export { type Fault, PlannedFaults } from './planned-faults.js';
