/** A refusal with KSeF's real code and body; the server writes it in the format the client asked for. */
export class Problem extends Error {
  readonly status: number;
  readonly code: number | undefined;
  readonly description: string;
  readonly details: readonly string[];
  readonly reasonCode: string | undefined;
  readonly security: Readonly<Record<string, unknown>> | undefined;

  constructor(options: {
    status: number;
    code?: number;
    description: string;
    details?: readonly string[];
    reasonCode?: string;
    security?: Readonly<Record<string, unknown>>;
  }) {
    const { status, code = '', description, details = [] } = options;
    super([`${status} ${code} ${description}`, ...details].join(' '));
    this.name = 'Problem';
    this.status = options.status;
    this.code = options.code;
    this.description = options.description;
    this.details = options.details ?? [];
    this.reasonCode = options.reasonCode;
    this.security = options.security;
  }
}
