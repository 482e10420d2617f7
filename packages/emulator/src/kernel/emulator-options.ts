import type { Clock } from '@ksef/core';

/** `off`, the contract's numbers, or these multiplied. */
export type RateLimitMode = 'off' | 'contract' | { readonly scale: number };

/** Options of {@link startEmulator}. */
export interface EmulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number | undefined;
  /** Default `127.0.0.1`. */
  readonly host?: string | undefined;
  /**
   * Where clients reach it, if not where it listens, as in containers and behind proxies: `http://ksef:8080`. Links to
   * storage begin with it. Default: made of host and port.
   */
  readonly publicUrl?: string | undefined;
  /**
   * Further host names under which the page and the control side answer. They always answer under addresses, names of
   * this machine, and those of `host` and `publicUrl`; other names are refused, as a foreign page could be behind them.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Folder that keeps everything across restarts. Default: memory. */
  readonly stateDir?: string | undefined;
  /** Know only KSeF tokens made through the API or `control.mintToken`. Default: any valid form logs in as owner. */
  readonly strict?: boolean | undefined;
  /** Whether certificates of unknown issuers, self-signed ones first of all, log in, as on TEST. Default true. */
  readonly selfSigned?: boolean | undefined;
  /** Issuers trusted where `selfSigned` is false or a login asks for `verifyCertificateChain`: PEM or DER. */
  readonly trustedCertificates?: readonly (string | Uint8Array)[] | undefined;
  /**
   * `owner`: every login with a certificate owns the context. `checked`: only its own NIP does, or an identifier that
   * `/testdata/person` links or `/testdata/permissions` grants something; others get status 415. Default `owner`.
   */
  readonly permissions?: 'owner' | 'checked' | undefined;
  /** How long an invoice or an enrolment is processed, in milliseconds. Default 0. */
  readonly processingDelayMs?: number | undefined;
  /** How long a login stays in progress, in milliseconds. Default 0. */
  readonly authDelayMs?: number | undefined;
  /** How long a KSeF token made through the API stays pending, in milliseconds. Default 200. */
  readonly tokenActivationDelayMs?: number | undefined;
  /**
   * `on`: invoices are validated by the schema of their form, and refused with 450 where they violate it. `off`: only
   * what the emulator itself reads has to be there. Default `on`.
   */
  readonly schema?: 'on' | 'off' | undefined;
  /**
   * `header`: checksums of NIPs are checked in sessions opened with `X-KSeF-Feature: subject-identifier-validation`, as
   * on TEST. `always`: in all sessions, as on PROD. Default `header`.
   */
  readonly nipChecksums?: 'header' | 'always' | undefined;
  /** Default `off`. */
  readonly rateLimits?: RateLimitMode | undefined;
  /** Where time comes from; the control side adds to it. Default: the system. */
  readonly clock?: Pick<Clock, 'now'> | undefined;
  /** Gets one readable line for each request. */
  readonly log?: ((line: string) => void) | undefined;
}
