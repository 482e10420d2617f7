import type { Ksef, SessionJournal } from '@ksef/client';
import {
  callback,
  checkOptions,
  flag,
  type OptionChecks,
  objectWith,
  oneOf,
  required,
  someText,
} from '@ksef/core/internal';

/** Options of `createMcpServer`. */
export interface McpServerOptions {
  /**
   * Returns the client, bound to the context whose invoices the assistant may see. Called on first use, and again after
   * it failed. Tools that do not need KSeF work without it.
   */
  readonly openKsef: () => Ksef | Promise<Ksef>;
  /** Adds the tool that sends. The user must also confirm each invoice. Default false: nothing is changed in KSeF. */
  readonly allowSend?: boolean | undefined;
  /** Records what was sent, so that an interrupted sending resumes. Default: none. */
  readonly journal?: SessionJournal | undefined;
  /** Folder into which documents are written. Default: clients read them as resources. */
  readonly outputFolder?: string | undefined;
  /** Language of confirmations and explanations, unless a tool is called with another. Default `en`. */
  readonly language?: 'en' | 'pl' | undefined;
  /** Tokens and passphrases to remove from every answer in which they appear. Called for each answer. Default: none. */
  readonly secrets?: (() => readonly string[]) | undefined;
  /** The version that clients display. Default `0`. */
  readonly version?: string | undefined;
}

const optionChecks: OptionChecks<McpServerOptions> = {
  openKsef: required(callback),
  allowSend: flag,
  journal: objectWith('open', 'remove'),
  outputFolder: someText,
  language: oneOf('en', 'pl'),
  secrets: callback,
  version: someText,
};

/** @throws InvalidInputError `INVALID_OPTION` */
export function checkMcpServerOptions(options: McpServerOptions): void {
  checkOptions<McpServerOptions>(options, optionChecks);
}
