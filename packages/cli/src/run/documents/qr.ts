import { qrPng, qrSvg } from '@ksef/qr/image';
import type { Run } from '../../command/command-spec.js';
import { readInputs } from '../../files/read-inputs.js';
import { writeWhole } from '../../files/write-output.js';
import { linkOf } from './invoice-link-of.js';

/** `ksef qr`: KOD I of an invoice. */
export const qr: Run = async (call) => {
  const file = call.text('out');
  if (file !== undefined && !/\.(png|svg)$/i.test(file)) {
    throw call.usage({
      en: `--out needs a file that ends in .png or .svg, not "${file}".`,
      pl: `--out wymaga pliku .png lub .svg, a nie „${file}”.`,
    });
  }
  for await (const { content } of readInputs(call)) {
    const link = await linkOf(call, content);
    if (link === undefined) {
      throw call.usage({
        en: 'Of which environment? Give --env: the link leads there.',
        pl: 'W którym środowisku? Podaj --env: tam prowadzi link.',
      });
    }
    const label = call.text('label');
    const options = label === undefined ? {} : { label };
    if (file !== undefined)
      await writeWhole(file, /svg$/i.test(file) ? qrSvg(link, options) : await qrPng(link, options));
    await call.out.show({ link, file }, [
      [call.say({ en: 'link', pl: 'link' }), link],
      [call.say({ en: 'file', pl: 'plik' }), file],
    ]);
  }
  return undefined;
};
