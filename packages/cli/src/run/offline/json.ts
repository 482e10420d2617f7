import type { IssuedInvoice, ksefState, LatarniaMessage } from '@ksef/offline';
import {
  flag,
  type JsonFields,
  list,
  maybe,
  number,
  object,
  oneOf,
  output,
  text,
  texts,
} from '../../json/json-fields.js';

const issuedFields: JsonFields<IssuedInvoice> = {
  name: maybe(text('path of the invoice', 'ścieżka faktury')),
  status: oneOf(['offline'], 'always `offline`', 'zawsze `offline`'),
  mode: oneOf(['offline24', 'offline', 'emergency', 'totalFailure'], 'mode', 'tryb'),
  invoiceHash: text('SHA-256 of the file, Base64', 'SHA-256 pliku, Base64'),
  issueDate: text('date of issue', 'data wystawienia'),
  sendBy: maybe(
    text(
      'last day for sending; absent while an outage lasts, and if it need not be sent',
      'ostatni dzień na wysłanie; brak, dopóki trwa niedostępność lub jeśli wysłanie nie jest wymagane',
    ),
  ),
  invoiceLink: maybe(text('link of KOD I', 'link kodu I')),
  certificateLink: maybe(text('link of KOD II', 'link kodu II')),
  label: maybe(text('text below KOD I', 'tekst pod kodem I')),
  delivery: oneOf(
    ['waiting', 'accepted', 'refused', 'notRequired'],
    'whether KSeF has it',
    'czy faktura jest już w KSeF',
  ),
  ksefNumber: maybe(text('KSeF number, once accepted', 'numer KSeF, gdy jest przyjęta')),
  refusal: maybe(
    object('why KSeF rejected it', 'dlaczego KSeF ją odrzucił', {
      code: maybe(number('status of KSeF', 'status KSeF')),
      reason: text('in words', 'słowami'),
      canCorrect: flag('whether a technical correction may help', 'czy może pomóc korekta techniczna'),
    }),
  ),
  warnings: list('what to look at', 'na co zwrócić uwagę', {
    code: oneOf(
      ['certificate-unchecked', 'certificate-ends-early'],
      'KSeF has not confirmed the certificate for long, or it ends before the deadline',
      'KSeF dawno nie potwierdził certyfikatu albo certyfikat kończy się przed terminem',
    ),
    message: text('in words', 'słowami'),
  }),
};

export const issueJson = [output<IssuedInvoice>('lines', issuedFields)];
export const sendOfflineJson = [output<IssuedInvoice>('lines', issuedFields)];

const start = text('when it begins', 'kiedy się zaczyna');
const end = maybe(text('when it ends; absent while unknown', 'kiedy się kończy; brak, dopóki nie wiadomo'));

export const latarniaJson = [
  output<Omit<Awaited<ReturnType<typeof ksefState>>, 'checkedAt'>>('object', {
    state: oneOf(
      ['up', 'down', 'maintenance', 'failure', 'totalFailure', 'unknown'],
      'state of KSeF; `down`: it does not answer and nothing is announced',
      'stan KSeF; `down`: nie odpowiada, a niczego nie ogłoszono',
    ),
    reasons: texts('how this is known', 'skąd to wiadomo'),
    latarnia: maybe(
      text(
        'what Latarnia says; absent where the environment has none',
        'stan według Latarni; brak, gdy środowisko jej nie ma',
      ),
    ),
    outages: list(
      'outages that Latarnia announces now',
      'niedostępności i awarie, które ogłasza teraz Latarnia',
      {
        id: text('the same for the same outage', 'ten sam dla tej samej awarii'),
        category: oneOf(['MAINTENANCE', 'FAILURE', 'TOTAL_FAILURE'], 'kind', 'rodzaj'),
        start,
        end,
      },
    ),
  }),
  output<LatarniaMessage>(
    'lines',
    {
      id: text('id of the announcement', 'identyfikator komunikatu'),
      eventId: maybe(
        number('the same in all announcements of one outage', 'wspólny dla komunikatów jednej awarii'),
      ),
      category: oneOf(['MAINTENANCE', 'FAILURE', 'TOTAL_FAILURE', 'unknown'], 'kind of outage', 'rodzaj'),
      type: oneOf(
        ['FAILURE_START', 'FAILURE_END', 'MAINTENANCE_ANNOUNCEMENT', 'unknown'],
        'what is announced',
        'czego dotyczy komunikat',
      ),
      title: text('title', 'tytuł'),
      text: text('text', 'treść'),
      start: maybe(start),
      end,
      version: maybe(number('version of the announcement', 'wersja komunikatu')),
      published: maybe(text('when it was published', 'kiedy go opublikowano')),
    },
    { en: 'with `--messages`', pl: 'z `--messages`' },
  ),
];
