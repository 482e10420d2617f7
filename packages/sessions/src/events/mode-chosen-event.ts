/** How a call of `send` decided. */
export interface ModeChosenEvent {
  readonly type: 'mode-chosen';
  /** `both`: some online, some by batch. */
  readonly mode: 'online' | 'batch' | 'both';
  /** Why, in words. */
  readonly reason: string;
  /** How long online sending of what has been seen would have to wait for KSeF's limits, in milliseconds. */
  readonly onlineWaitMs: number;
}
