import { polishDay } from '../calendar/index.js';
/** `NIP-IZYYYYMM-12 hexadecimal digits-checksum`; the month is the Polish one at an instant. */
export function collectiveNumber(sellerNip: string, at: number, technicalPart: string): string {
  const body = `${sellerNip}-IZ${polishDay(at).slice(0, 7).replace('-', '')}-${technicalPart}`;
  return `${body}-${crc8(body)}`;
}

/** CRC-8 with the polynomial 0x07 from 0x00, two upper-case hexadecimal digits. */
function crc8(text: string): string {
  let crc = 0;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x80 ? 0x07 : 0)) & 0xff;
  }
  return crc.toString(16).toUpperCase().padStart(2, '0');
}
