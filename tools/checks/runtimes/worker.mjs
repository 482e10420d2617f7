// The flows in a Cloudflare worker; everything they need is in the request.
import { makeFlows, runFlows } from './flows.mjs';

export default {
  async fetch(request) {
    const { batch, largeBatch, ...others } = makeFlows(await request.json());
    const { isWell, text } = await runFlows({ ...others, noBatch: () => mustRefuse(batch) });
    return new Response(text, { status: isWell ? 200 : 500 });
  },
};

async function mustRefuse(batch) {
  const error = await batch().catch((thrown) => thrown);
  if (error?.code !== 'NO_THREADS') throw error ?? new Error('Batches went, which had no threads to go on.');
}
