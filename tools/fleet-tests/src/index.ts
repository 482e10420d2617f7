export { type DemandSubject, describeDemand } from './describe-demand.js';
export { type ConnectedTokens, describeFleet, type FleetSubject } from './describe-fleet.js';
export { describeLimiter, type LimiterSubject, type SubjectOptions } from './describe-limiter.js';
export { startProcess, type WorkerProcess } from './worker-process.js';
