import { flag, output, text } from '../json/json-fields.js';

export const emulatorJson = [
  output<{ baseUrl: string; controlUrl: string; qrUrl: string }>('object', {
    baseUrl: text('address of the API', 'adres API'),
    controlUrl: text('address that controls it', 'adres, pod którym się nim steruje'),
    qrUrl: text(
      'address of its page, and begin of verification links',
      'adres strony i początek linków weryfikacyjnych',
    ),
  }),
];

export const stopEmulatorJson = [
  output<{ isStopped: boolean }>('object', {
    isStopped: flag('false: none was running', 'false: żaden nie działał'),
  }),
];
