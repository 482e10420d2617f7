import { useEffect, useState } from 'preact/hooks';

/** Where on the page one is: `#/invoices/REF?tab=xml`. */
export interface Route {
  readonly view: string;
  readonly name: string | undefined;
  readonly query: Readonly<Record<string, string>>;
}

export function readRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [view = '', name] = path.split('/').map(decodeURIComponent);
  return { view: view || 'overview', name, query: Object.fromEntries(new URLSearchParams(search)) };
}

/** The address of a view. */
export function linkTo(
  view: string,
  name?: string,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  return `#/${view}${name === undefined ? '' : `/${encodeURIComponent(name)}`}${search}`;
}

export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return readRoute(hash);
}

/** Changes the query of the address without a step back for every letter. */
export function replaceQuery(route: Route, query: Readonly<Record<string, string | undefined>>): void {
  const hash = linkTo(route.view, route.name, { ...route.query, ...query });
  history.replaceState(null, '', hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
