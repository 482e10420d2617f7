import type { S3Calls } from './s3-calls.js';

/** A body with a timeout for its next bytes, which ends with its signal. */
export function watchedStream(
  body: ReadableStream<Uint8Array>,
  { calls, signal }: { readonly calls: S3Calls; readonly signal: AbortSignal | undefined },
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const leave = (reason: unknown) => void reader.cancel(reason).catch(() => {});
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await calls.run('the reading of a part', signal, () => reader.read());
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          leave(error);
          throw error;
        }
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}
