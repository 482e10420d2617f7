export { type ConnectedTokens, describeFleet, type FleetSubject } from './describe-fleet.js';
export { startProcess, type WorkerProcess } from './worker-process.js';
