import type { CommandSpec } from '../command/command-spec.js';

/** Commands for payments. */
export const paying: readonly CommandSpec[] = [
  {
    name: 'collective',
    text: {
      en: 'collective identifiers: one number for the title of a transfer that pays several invoices',
      pl: 'identyfikatory zbiorcze: jeden numer do tytułu przelewu za kilka faktur',
    },
    commands: [
      {
        name: 'new',
        text: {
          en: 'create identifiers for invoices, by seller',
          pl: 'utwórz identyfikatory dla faktur, osobno dla każdego sprzedawcy',
        },
        details: {
          en: 'With "-", KSeF numbers come from stdin: one a line, or the lines of "ksef list --json". One invoice alone needs no identifier: its KSeF number comes back.',
          pl: 'Z „-” numery KSeF są czytane ze standardowego wejścia: po jednym w wierszu albo wiersze z „ksef list --json”. Jedna faktura nie wymaga identyfikatora: wynikiem jest jej numer KSeF.',
        },
        args: [
          {
            name: '<numbers...>',
            text: { en: 'KSeF numbers, or - for stdin', pl: 'numery KSeF albo - (standardowe wejście)' },
          },
        ],
        options: [
          {
            flags: '--max <count>',
            text: {
              en: 'most invoices of one identifier (default: what KSeF allows)',
              pl: 'najwięcej faktur w jednym identyfikatorze (domyślnie: limit KSeF)',
            },
          },
        ],
        examples: [
          'ksef collective new 5265877635-20250826-0100001AF629-AF 5265877635-20250827-0100001AF62A-20',
          'ksef list --role buyer --from 2026-11-01 --json | ksef collective new -',
        ],
        load: async () => (await import('../run/collective/new-identifiers.js')).newIdentifiers,
      },
      {
        name: 'show',
        text: { en: 'which invoices identifiers stand for', pl: 'jakie faktury obejmują identyfikatory' },
        args: [
          {
            name: '<identifiers...>',
            text: { en: 'collective identifiers', pl: 'identyfikatory zbiorcze' },
          },
        ],
        examples: ['ksef collective show 1111111111-IZ202607-65ED02180000-E7'],
        load: async () => (await import('../run/collective/show-identifiers.js')).showIdentifiers,
      },
      {
        name: 'list',
        text: {
          en: 'list identifiers, yours and those for your invoices',
          pl: 'wypisz identyfikatory: własne i te dla Twoich faktur',
        },
        options: [
          {
            flags: '--from <date>',
            text: {
              en: 'created from then on (default 2026-07-01)',
              pl: 'utworzone od (domyślnie 2026-07-01)',
            },
          },
          { flags: '--to <date>', text: { en: 'created until then', pl: 'utworzone do' } },
          {
            flags: '--invoice <number>',
            text: { en: 'those of this KSeF number', pl: 'te, które obejmują ten numer KSeF' },
          },
        ],
        load: async () => (await import('../run/collective/list-identifiers.js')).listIdentifiers,
      },
    ],
  },
];
