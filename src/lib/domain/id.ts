const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Makes a UUID version 7 (RFC 9562 §5.7).
 *
 * @param input.now milliseconds since the epoch, 48 bits
 * @param input.random at least 10 random bytes; the same bytes give the same id
 */
export function uuidV7(input: { now: number; random: Uint8Array }): string {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(input.now / 2 ** 32));
  view.setUint32(2, input.now % 2 ** 32);
  bytes.set(input.random.subarray(0, 10), 6);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const text = hex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-'
  );
}
