/** Requests to the control side of the emulator that serves this page. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const controlPath = '/_emulator';

/** GET as JSON. */
export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(`${controlPath}${path}`, { ...(signal === undefined ? {} : { signal }) });
  if (!response.ok) throw await errorOf(response);
  return (await response.json()) as T;
}

/** GET as text: files of invoices and receipts. */
export async function readText(path: string, signal?: AbortSignal): Promise<string> {
  const response = await fetch(`${controlPath}${path}`, { ...(signal === undefined ? {} : { signal }) });
  if (!response.ok) throw await errorOf(response);
  return response.text();
}

/** POST or DELETE; gives the JSON of the answer, if there is one. */
export async function change<T = unknown>(
  path: string,
  body: unknown = {},
  method: 'POST' | 'DELETE' = 'POST',
): Promise<T> {
  const response = await fetch(`${controlPath}${path}`, {
    method,
    ...(method === 'POST'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      : {}),
  });
  if (!response.ok) throw await errorOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** A query string; what is empty is left out. */
export function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

interface Refusal {
  readonly detail?: string;
  readonly exception?: { readonly exceptionDetailList?: readonly { readonly details?: readonly string[] }[] };
}

async function errorOf(response: Response): Promise<ControlError> {
  const body = (await response.json().catch(() => ({}))) as Refusal;
  const details = body.exception?.exceptionDetailList?.[0]?.details ?? [];
  const text = details.join('; ') || body.detail || `The emulator answered ${response.status}.`;
  return new ControlError(response.status, text);
}
