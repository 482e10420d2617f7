import type { Kernel } from '../kernel/index.js';
import { announce, announceEnd, type OutageAnnouncement } from './announcements.js';
import { type LatarniaBehaviour, setBehaviour } from './behaviour.js';

/** The control functions of Latarnia. KSeF itself continues to work: its failures are faults. */
export interface LatarniaControl {
  /** Latarnia announces an outage, and has its status from `start` to `end`. */
  announceOutage(announcement: OutageAnnouncement): { readonly eventId: number };
  /** Latarnia announces that an outage has ended: the latest one, unless `eventId` says another. */
  endOutage(outage?: { readonly eventId?: number | undefined }): void;
  /** Lets Latarnia fail or lie; `undefined` goes back to normal. */
  setLatarnia(behaviour: LatarniaBehaviour | undefined): void;
}

export function makeLatarniaControl(kernel: Kernel): LatarniaControl {
  return {
    announceOutage: (announcement) => announce(kernel, announcement),
    endOutage: (outage) => announceEnd(kernel, outage),
    setLatarnia: (behaviour) => setBehaviour(kernel, behaviour),
  };
}
