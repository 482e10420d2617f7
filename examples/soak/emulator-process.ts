// The KSeF of the soak run, in a process of its own: what it keeps must not count as the client's memory.
import { startEmulator } from '@ksef/emulator';
import { scaledClock } from './scaled-clock.js';

const [scale = '', start = ''] = process.argv.slice(2);
const clock = scaledClock(Number(scale), Number(start));
const { baseUrl, qrUrl } = await startEmulator({ rateLimits: 'contract', clock });
process.send?.({ baseUrl, qrUrl });
process.on('disconnect', () => process.exit());
