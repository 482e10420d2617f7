import { type Api, type CallOptions, getRateLimits } from '@ksef/api';

/** How many invoices KSeF accepts online, for one context and address. */
export interface OnlineAllowance {
  readonly perMinute: number;
  readonly perHour: number;
}

/** KSeF's default limits. Source: limity-api.md. */
export const publishedAllowance: OnlineAllowance = { perMinute: 30, perHour: 180 };

const mostWorthwhile = 1_000;

/** How long the last of these invoices must wait for KSeF's limits if they are sent online, in milliseconds. */
export function onlineWaitMs(count: number, { perMinute, perHour }: OnlineAllowance): number {
  if (count <= 0) return 0;
  const wholeHours = Math.floor((count - 1) / perHour);
  const inLastHour = ((count - 1) % perHour) + 1;
  return wholeHours * 3_600_000 + Math.floor((inLastHour - 1) / perMinute) * 60_000;
}

/** How many invoices to send online within a wait. Beyond 1 000, one package is less work for everybody. */
export function mostOnline(maxWaitMs: number, allowance: OnlineAllowance): number {
  let count = 0;
  while (count < mostWorthwhile && onlineWaitMs(count + 1, allowance) <= maxWaitMs) count += 1;
  return count;
}

/** The current limits of the context, or the published ones if KSeF does not return them. */
export async function effectiveAllowance(api: Api, options: CallOptions): Promise<OnlineAllowance> {
  try {
    const { invoiceSend } = await getRateLimits(api, {}, options);
    return { perMinute: limitOf(invoiceSend.perMinute), perHour: limitOf(invoiceSend.perHour) };
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return publishedAllowance;
  }
}

/** KSeF returns -1 for "no limit". */
function limitOf(stated: number): number {
  return stated < 0 ? Number.POSITIVE_INFINITY : stated;
}
