import { watchPauses } from './pauses.js';

// Loaded into each process of the fleet before its own code.
if (process.env.FLEET_PAUSES !== undefined) watchPauses(process.env.FLEET_PAUSES);
