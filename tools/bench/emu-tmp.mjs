import { startEmulator } from '@ksef/emulator';

const e = await startEmulator();
const c = process.cpuUsage();
process.send({ baseUrl: e.baseUrl, qrUrl: e.qrUrl });
process.on('message', (m) => {
  if (m === 'cpu') {
    const u = process.cpuUsage(c);
    process.send({ ms: (u.user + u.system) / 1000, rss: process.memoryUsage().rss / 1e6 });
  } else process.exit(0);
});
