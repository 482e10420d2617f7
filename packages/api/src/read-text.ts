import type { Answer } from './answer.js';
/** The body as text; throws when it takes more than `longestBytes`, without reading on. */
export async function readText(response: Answer, longestBytes: number): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; reader !== undefined; ) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > longestBytes) {
      await reader.cancel();
      throw new Error('the body is too long');
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}
