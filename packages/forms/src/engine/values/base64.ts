const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** The value of each letter by its code; -1 for others. */
const values = /* @__PURE__ */ Int8Array.from({ length: 128 }, (_, code) =>
  letters.indexOf(String.fromCharCode(code)),
);

/** The number of bytes in a Base64 text, with single spaces allowed; undefined if it is not Base64. */
export function base64Length(text: string): number | undefined {
  let count = 0;
  let padding = 0;
  let last = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20) continue;
    if (code === 0x3d) {
      padding++;
      continue;
    }
    const value = code < 128 ? (values[code] ?? -1) : -1;
    if (value < 0 || padding > 0) return undefined;
    last = value;
    count++;
  }
  if (padding > 2 || (count + padding) % 4 !== 0) return undefined;
  // The bits that padding stands for have to be zero.
  if ((padding === 1 && (last & 3) !== 0) || (padding === 2 && (last & 15) !== 0)) return undefined;
  return ((count + padding) / 4) * 3 - padding;
}
