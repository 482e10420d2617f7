/**
 * The origin that `publicUrl` names.
 *
 * @throws RangeError when it is not an address of http or https, or has a path
 */
export function publicOrigin(publicUrl: string): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === undefined || !isHttp || `${url.origin}/` !== url.href)
    throw new RangeError(`The public URL is an origin such as http://ksef:8080, not '${publicUrl}'.`);
  return url.origin;
}

/** The origin at which a server that listens so is reached from this machine. */
export function localOrigin(host: string, port: number): string {
  const isAny = host === '0.0.0.0' || host === '::';
  const name = isAny ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
