// The flows in a Cloudflare worker; everything they need is in the request.
import { makeFlows, runFlows } from './flows.mjs';

export default {
  async fetch(request) {
    const { batch, largeBatch, validate, ...others } = makeFlows(await request.json());
    const { isWell, text } = await runFlows({
      ...others,
      validateWithoutSchema: () => validate({ stages: ['bytes', 'ksef', 'law'] }),
      noSchema: () => mustRefuse(validate, 'SCHEMA_UNAVAILABLE'),
      noBatch: () => mustRefuse(batch, 'NO_THREADS'),
    });
    return new Response(text, { status: isWell ? 200 : 500 });
  },
};

async function mustRefuse(flow, code) {
  const error = await flow().catch((thrown) => thrown);
  if (error?.code !== code) throw error ?? new Error(`It went, where ${code} was expected.`);
}
