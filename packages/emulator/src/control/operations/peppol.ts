import type { PeppolProviderOptions } from '../../peppol/index.js';
import type { EmulatorControl } from '../control.js';
import type { ControlOperation } from '../operation.js';
import { described, instant, object, text } from '../schema.js';

/** Providers of Peppol services. */
export function peppol(control: EmulatorControl): readonly ControlOperation[] {
  return [
    {
      name: 'registerPeppolProvider',
      method: 'POST',
      path: '/peppol-providers',
      summary: 'Registers a provider of Peppol services, as its first login does.',
      body: object(
        {
          id: described({ type: 'string', pattern: '^P[A-Z]{2}[0-9]{6}$' }, 'Such as PPL123456.'),
          name: described(text, 'Default: the id.'),
          dateCreated: described(instant, 'Default: now.'),
        },
        'name',
        'dateCreated',
      ),
      answer: object({}),
      run({ body }) {
        control.registerPeppolProvider(body as PeppolProviderOptions);
        return {};
      },
    },
  ];
}
