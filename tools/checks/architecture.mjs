/**
 * What may import what. docs/architecture.md draws it, `imports.mjs` enforces it.
 *
 * @typedef {object} PackageRules
 * @property {readonly string[]} imports packages of ours that the published code may import
 * @property {boolean} [browserSafe] loads in a browser: no `node:` import but below `src/node`, which only that entry uses
 * @property {Readonly<Record<string, readonly string[]>>} [folders] folder of `src` to the folders that it may import;
 *   `'.'` are the files of `src` itself, which may import every folder. A package that lists some lists all.
 * @property {string} [unfinished] what is still to be done: until then rings and crowded folders are let pass
 */

/** @type {Readonly<Record<string, PackageRules>>} */
export const packages = {
  core: { imports: [], browserSafe: true, unfinished: 'its files find folders' },
  api: {
    imports: ['core'],
    browserSafe: true,
    folders: {
      client: ['.', 'call', 'response', 'settings'],
      call: ['.', 'transport', 'response', 'settings'],
      transport: ['.', 'response', 'settings'],
      response: ['.', 'settings'],
      settings: ['.', 'generated'],
      limiter: ['.'],
      node: ['.'],
      generated: ['.'],
    },
  },
  crypto: { imports: ['core'] },
  documents: { imports: ['core'], browserSafe: true },
  offline: { imports: ['core'], browserSafe: true },
  qr: { imports: ['core', 'documents'], browserSafe: true },
  schemas: { imports: [], browserSafe: true },
  forms: { imports: ['core', 'documents'], browserSafe: true },
  visualization: { imports: ['core', 'forms', 'qr'], browserSafe: true },
  validation: { imports: ['core', 'forms', 'schemas'], browserSafe: true },
  invoice: { imports: ['core', 'forms'], browserSafe: true },
  signing: { imports: ['core', 'documents'] },
  auth: { imports: ['core', 'api'] },
  certificates: { imports: ['core', 'api', 'signing'] },
  'token-provider': { imports: ['core'], unfinished: 'its files find folders' },
  sessions: {
    imports: ['core', 'api', 'documents'],
    folders: {
      '.': ['send', 'online', 'batch', 'receipts', 'status', 'journal', 'opening', 'invoice', 'events'],
      send: ['online', 'batch', 'journal', 'opening', 'options', 'events', 'invoice', 'runtime', 'async'],
      online: [
        'duplicates',
        'receipts',
        'status',
        'journal',
        'opening',
        'options',
        'events',
        'invoice',
        'async',
      ],
      batch: [
        'duplicates',
        'receipts',
        'status',
        'journal',
        'opening',
        'options',
        'events',
        'invoice',
        'runtime',
        'async',
      ],
      duplicates: ['receipts', 'status', 'invoice'],
      receipts: ['status', 'options', 'invoice'],
      status: ['options'],
      journal: [],
      opening: ['events'],
      options: [],
      events: ['invoice'],
      invoice: [],
      runtime: [],
      async: [],
    },
  },
  export: {
    imports: ['core', 'api'],
    folders: {
      query: [],
      metadata: ['query', '.'],
      download: ['query', '.'],
      run: ['query', '.'],
      parts: ['run', 'query', '.'],
      archive: ['parts', 'query', '.'],
      package: ['archive', 'parts', 'run', 'query', '.'],
      sync: ['checkpoints', 'package', 'archive', 'run', 'query', '.'],
      checkpoints: [],
    },
  },
  redis: {
    imports: ['core', 'api', 'export', 'token-provider'],
    folders: {
      '.': ['tokens', 'limiter', 'lock', 'checkpoints', 'commands'],
      tokens: ['lock', 'commands'],
      limiter: ['commands'],
      lock: ['commands'],
      checkpoints: ['commands'],
      commands: [],
    },
  },
  postgres: {
    imports: ['core', 'export', 'sessions', 'token-provider'],
    folders: {
      '.': ['tokens', 'journal', 'lock', 'checkpoints', 'client'],
      tokens: ['lock', 'client'],
      journal: ['lock', 'client'],
      lock: ['client'],
      checkpoints: ['client'],
      client: [],
    },
  },
  client: { imports: ['core', 'api', 'auth', 'crypto', 'export', 'sessions', 'token-provider'] },
  opentelemetry: { imports: [] },
  emulator: { imports: ['core'], unfinished: 'areas have public faces' },
};

/** Packages whose code must also load in a browser. */
export const browserSafe = Object.keys(packages).filter((name) => packages[name]?.browserSafe);

/** Files in one folder, generated ones apart. */
export const mostFilesInFolder = 20;
