/** A status as KSeF shows it. */
export interface StatusRecord {
  readonly code: number;
  readonly description: string;
  readonly details?: readonly string[];
  readonly extensions?: Readonly<Record<string, string>>;
}

/** Adds details where there are any. */
export function withDetails(status: StatusRecord, details: readonly string[]): StatusRecord {
  return details.length === 0 ? status : { ...status, details };
}
