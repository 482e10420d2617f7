export type { ObservedEvent } from './observed-event.js';
export { type ObserverOptions, openTelemetryObserver } from './open-telemetry-observer.js';
