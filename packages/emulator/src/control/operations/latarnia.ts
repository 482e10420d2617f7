import {
  type LatarniaBehaviour,
  latarniaAnswers,
  type OutageAnnouncement,
  outageCategories,
} from '../../latarnia/index.js';
import type { EmulatorControl } from '../control.js';
import type { ControlOperation } from '../operation.js';
import { count, described, instant, listOf, nullable, object, oneOf, partial, text } from '../schema.js';

/** What Latarnia announces, and how it fails. */
export function latarnia(control: EmulatorControl): readonly ControlOperation[] {
  return [
    {
      name: 'announceOutage',
      method: 'POST',
      path: '/latarnia/outages',
      summary: 'Lets Latarnia announce an outage of KSeF.',
      body: object(
        {
          category: oneOf(...outageCategories),
          start: described(instant, 'Default now.'),
          end: described(
            instant,
            'A maintenance needs it; without it a failure lasts until its end is announced.',
          ),
          title: text,
          text,
        },
        'start',
        'end',
        'title',
        'text',
      ),
      answer: object({ eventId: count }),
      run: ({ body }) => control.announceOutage(body as OutageAnnouncement),
    },
    {
      name: 'endOutage',
      method: 'POST',
      path: '/latarnia/outages/end',
      summary: 'Lets Latarnia announce that an outage has ended.',
      body: partial({ eventId: described(count, 'Default: the latest outage.') }),
      answer: object({}),
      run({ body }) {
        control.endOutage(body as { readonly eventId?: number });
        return {};
      },
    },
    {
      name: 'setLatarnia',
      method: 'POST',
      path: '/latarnia',
      summary: 'Lets Latarnia fail or lie; what is left out goes back to normal.',
      body: partial({
        answers: described(oneOf(...latarniaAnswers), 'Default json.'),
        status: described(nullable(text), 'A status in place of what was announced.'),
        messages: described(nullable(listOf({})), 'Messages in place of those announced.'),
      }),
      answer: object({}),
      run({ body }) {
        control.setLatarnia((body as LatarniaBehaviour | null) ?? undefined);
        return {};
      },
    },
  ];
}
