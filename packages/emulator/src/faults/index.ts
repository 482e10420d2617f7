export { applyFaults } from './apply-faults.js';
export { CountedFaults } from './counted-faults.js';
export { type Fault, faultKinds, type PlannedFault, PlannedFaults } from './planned-faults.js';
