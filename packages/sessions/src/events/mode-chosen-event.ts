/** The mode that a call of `send` chose. */
export interface ModeChosenEvent {
  readonly type: 'mode-chosen';
  /** `both`: some online, some by batch. */
  readonly mode: 'online' | 'batch' | 'both';
  /** The reason, in words. */
  readonly reason: string;
  /** How long sending the inputs seen so far online would have to wait for KSeF's limits, in milliseconds. */
  readonly onlineWaitMs: number;
}
