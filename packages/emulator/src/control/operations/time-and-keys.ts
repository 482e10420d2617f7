import { choiceOf, invalidInput, membersOf } from '../../http/index.js';
import { type EmulatorKernel, rotationModes } from '../../kernel/index.js';
import type { EmulatorControl } from '../control.js';
import type { ControlOperation } from '../operation.js';
import { described, flag, instant, listOf, object, oneOf, partial, text } from '../schema.js';

/** Health, clock, keys and the authority of certificates. */
export function timeAndKeys(control: EmulatorControl, kernel: EmulatorKernel): readonly ControlOperation[] {
  const now = object({ now: instant });
  const keys = listOf(
    object({
      certificate: text,
      certificateId: text,
      publicKeyId: text,
      validFrom: instant,
      validTo: instant,
      usage: listOf(oneOf('KsefTokenEncryption', 'SymmetricKeyEncryption')),
    }),
  );
  return [
    {
      name: 'readHealth',
      method: 'GET',
      path: '/health',
      summary: 'Tells that the emulator is up, and the time of its clock.',
      answer: object({ ok: flag, now: instant }),
      run: () => ({ ok: true, now: kernel.timestamp() }),
    },
    {
      name: 'moveClock',
      method: 'POST',
      path: '/clock',
      summary: 'Moves the clock by milliseconds, or sets it to an instant.',
      body: partial({
        advanceMs: described({ type: 'number' }, 'Milliseconds, forward or back.'),
        setTo: described(instant, 'Instead of advanceMs.'),
      }),
      answer: now,
      run({ body }) {
        const { advanceMs, setTo } = membersOf(body, ['advanceMs', 'setTo']);
        if ((advanceMs === undefined) === (setTo === undefined))
          throw invalidInput('advanceMs (milliseconds) or setTo (RFC 3339) is needed, and only one of them');
        if (setTo === undefined) control.advanceClock(advanceMs as number);
        else control.setClock(setTo as string);
        return { now: kernel.timestamp() };
      },
    },
    {
      name: 'listKeys',
      method: 'GET',
      path: '/keys',
      summary: 'Lists the public keys that clients encrypt for.',
      answer: keys,
      run: () => kernel.keys.ring.list(),
    },
    {
      name: 'rotateKeys',
      method: 'POST',
      path: '/keys/rotate',
      summary: 'Makes new keys beside the old ones, instead of them, or new certificates for them.',
      body: partial({ mode: described(oneOf(...rotationModes), 'Default planned.') }),
      answer: keys,
      async run({ body }) {
        const { mode = 'planned' } = membersOf(body, ['mode']);
        await control.rotateKeys(choiceOf('mode', mode, rotationModes));
        return kernel.keys.ring.list();
      },
    },
    {
      name: 'readAuthority',
      method: 'GET',
      path: '/authority',
      summary: 'Gives the certificate of the authority that issues KSeF certificates here.',
      answer: 'application/x-pem-file',
      run: () => control.authorityCertificate(),
    },
  ];
}
