// Margin so that no KSeF server, whose clocks differ slightly, sees a signature from the future.
const clockSkewMs = 60_000;

/** A little before now, but never before the certificate: ISO 8601, whole seconds in UTC. */
export function signingTime(nowMs: number, validFrom: string): string {
  return `${new Date(Math.max(nowMs - clockSkewMs, Date.parse(validFrom))).toISOString().slice(0, 19)}Z`;
}
