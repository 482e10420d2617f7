/** The last argument of every call. */
export interface AuthOptions {
  /** Aborts the call, its retries and its waits. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of `waitForLogin`. */
export interface WaitOptions extends AuthOptions {
  /** Longest wait, in milliseconds. Default five minutes; a qualified certificate may take that. */
  readonly waitTimeoutMs?: number | undefined;
}

/** A token and the time until which KSeF accepts it. */
export interface TokenInfo {
  /** A JWT. A secret. */
  readonly token: string;
  /** ISO 8601 date and time. */
  readonly validUntil: string;
}

/** A login that KSeF is processing. */
export interface StartedLogin {
  readonly referenceNumber: string;
  /** For the status of this login and for fetching its tokens. Valid for 45 minutes. */
  readonly authenticationToken: TokenInfo;
}

/** A finished login. */
export interface LoginResult {
  /** Identifies the session in KSeF, for revoking it. */
  readonly referenceNumber: string;
  /** For calls; valid for minutes. */
  readonly accessToken: TokenInfo;
  /** For new access tokens without another login; valid for days. */
  readonly refreshToken: TokenInfo;
}
