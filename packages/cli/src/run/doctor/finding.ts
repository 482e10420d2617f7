/** One thing that `ksef doctor` looked at. */
export interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly text: string;
  /** How the command ends when this failed. */
  readonly exitCode?: number | undefined;
}
