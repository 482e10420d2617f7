interface Context {
  readonly type: string;
  readonly value: string;
}

/** Ways to use a token, ready to be pasted. */
export interface Snippet {
  readonly name: string;
  readonly text: string;
}

/** For a KSeF token: a client logs in with it. */
export function ksefTokenSnippets(origin: string, context: Context, token: string): readonly Snippet[] {
  return [
    { name: 'Token', text: token },
    {
      name: 'Environment variables',
      text: [
        'export KSEF_ENV=emulator',
        `export KSEF_EMULATOR=${origin}`,
        `export KSEF_NIP=${quoted(contextName(context))}`,
        `export KSEF_TOKEN=${quoted(token)}`,
      ].join('\n'),
    },
    { name: 'TypeScript', text: typeScript(origin, context, `{ ksefToken: '${token}' }`) },
    {
      name: 'curl',
      text: [
        '# A KSeF token is encrypted for its login. This logs in at once and gives an access token:',
        `curl -s ${origin}/_emulator/access-tokens -H 'content-type: application/json' \\`,
        `  -d ${quoted(JSON.stringify({ contextIdentifier: context }))}`,
      ].join('\n'),
    },
  ];
}

/** For an access token: it goes into the header of every request. */
export function accessTokenSnippets(origin: string, context: Context, token: string): readonly Snippet[] {
  return [
    { name: 'Token', text: token },
    {
      name: 'curl',
      text: `curl -s '${origin}/v2/sessions?sessionType=Online' \\\n  -H 'authorization: Bearer ${token}'`,
    },
    {
      name: 'Environment variables',
      text: [
        `export KSEF_API_URL=${origin}/v2`,
        `export KSEF_NIP=${quoted(contextName(context))}`,
        `export KSEF_ACCESS_TOKEN=${quoted(token)}`,
      ].join('\n'),
    },
    {
      name: 'TypeScript',
      text: [
        `const response = await fetch('${origin}/v2/sessions?sessionType=Online', {`,
        `  headers: { authorization: 'Bearer ${token}' },`,
        '});',
        'console.log(await response.json());',
      ].join('\n'),
    },
  ];
}

function typeScript(origin: string, { type, value }: Context, credentials: string): string {
  const make = { Nip: 'lenientNip', InternalId: 'internalId', NipVatUe: 'nipVatUe', PeppolId: 'peppolId' }[
    type
  ];
  return [
    "import { createKsef } from '@ksef/client';",
    `import { ${make} } from '@ksef/core';`,
    '',
    'const ksef = createKsef({',
    `  environment: { name: 'emulator', apiUrl: '${origin}/v2', qrUrl: '${origin}' },`,
    `  credentials: ${credentials},`,
    `  context: ${make}('${value}'),`,
    '});',
  ].join('\n');
}

function contextName({ type, value }: Context): string {
  return type === 'Nip' ? value : `${type}:${value}`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w.:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
