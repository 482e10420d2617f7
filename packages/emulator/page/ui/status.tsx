interface Props {
  readonly status: {
    readonly code: number;
    readonly description: string;
    readonly details?: readonly string[] | undefined;
  };
  readonly isLong?: boolean;
}

/** A status of KSeF: its code, and its words. */
export function Status({ status: { code, description, details = [] }, isLong = false }: Props) {
  return (
    <span class="status">
      <span class={`badge ${toneOf(code)}`}>{code}</span>
      {isLong ? (
        <span>
          {description}
          {details.length > 0 && (
            <ul class="details">
              {details.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          )}
        </span>
      ) : (
        <span class="words" title={[description, ...details].join('\n')}>
          {description}
        </span>
      )}
    </span>
  );
}

function toneOf(code: number): string {
  if (code < 200) return 'waiting';
  return code < 300 ? 'good' : 'bad';
}

/** A word that stands for a state. */
export function Word({ children }: { readonly children: string }) {
  const tone = { Active: 'good', Pending: 'waiting', Revoked: 'bad', Expired: 'bad' }[children] ?? 'plain';
  return <span class={`badge ${tone}`}>{children}</span>;
}
