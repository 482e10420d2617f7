// A real Redis cluster on this machine: masters only, the slots shared out evenly.
import { startRedis } from '@ksef-tools/testing/servers';
import { Redis } from 'ioredis';

const slots = 16_384;

export async function startRedisCluster(size) {
  const servers = await Promise.all(Array.from({ length: size }, () => startRedis({ cluster: true })));
  const clients = servers.map(({ url }) => new Redis(url));
  try {
    for (const [at, client] of clients.entries()) {
      const [from, to] = [at, at + 1].map((part) => Math.floor((slots * part) / size));
      await client.call('CLUSTER', ['ADDSLOTSRANGE', String(from), String(to - 1)]);
      await client.call('CLUSTER', ['SET-CONFIG-EPOCH', String(at + 1)]);
    }
    for (const client of clients.slice(1)) {
      await client.call('CLUSTER', ['MEET', '127.0.0.1', String(servers[0].port)]);
    }
    await Promise.all(clients.map(ready));
  } finally {
    for (const client of clients) client.disconnect();
  }
  return {
    urls: servers.map(({ url }) => url),
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };

  async function ready(client) {
    for (;;) {
      const info = String(await client.call('CLUSTER', ['INFO']));
      if (info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${size}`)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
