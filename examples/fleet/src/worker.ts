// One process of the fleet: works until it is asked to stop (SIGTERM, SIGINT).
import { bullmqEngine } from './bullmq-engine.js';
import { openFleet } from './fleet.js';
import { pgBossEngine } from './pg-boss-engine.js';
import { readSettings } from './settings.js';

const settings = readSettings();
const engine = settings.engine === 'bullmq' ? bullmqEngine(settings) : await pgBossEngine(settings);
const fleet = await openFleet(settings, (event) => {
  if (event.type === 'limit-blocked' || event.type === 'warning') console.error(JSON.stringify(event));
});

async function stop(): Promise<void> {
  await engine.close();
  await fleet.close();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());

await engine.start(fleet.jobs);
console.log('ready');
