import type { Meter, Tracer } from '@opentelemetry/api';
import type { MetricData } from '@opentelemetry/sdk-metrics';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** OpenTelemetry that keeps what it is told in memory. */
export interface MemoryTelemetry {
  readonly tracer: Tracer;
  readonly meter: Meter;
  /** Those that have ended since the last reset. */
  spans(): readonly ReadableSpan[];
  /** What was measured since the last reset, in one piece for each call. */
  metrics(): Promise<readonly MetricData[]>;
  reset(): Promise<void>;
}

export function memoryTelemetry(): MemoryTelemetry;
