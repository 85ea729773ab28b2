import { crc32 } from './crc32.ts';

/**
 * Records in an append-only file, each of them either whole or not there.
 *
 *   ┌─ length u32 ─┬─ ¬length u32 ─┬─ CRC-32 of payload u32 ─┬─ payload ─┐ …   (little endian)
 *
 * The length stands there twice, once complemented, so that a damaged one is
 * never followed, and zeros, which a file system may leave behind a crash, are
 * no record.
 */
export const HEADER_BYTES = 12;

/** No record of ours comes near it: a length beyond is damage. */
const LONGEST_PAYLOAD = 1 << 24;

export function encodeRecord(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, payload.length, true);
  view.setUint32(4, ~payload.length >>> 0, true);
  view.setUint32(8, crc32(payload), true);
  bytes.set(payload, HEADER_BYTES);
  return bytes;
}

/** The payload of the record that begins at `offset`; null when none is whole there. */
function recordAt(bytes: Uint8Array, view: DataView, offset: number): Uint8Array | null {
  if (offset + HEADER_BYTES > bytes.length) return null;
  const length = view.getUint32(offset, true);
  if (length > LONGEST_PAYLOAD || view.getUint32(offset + 4, true) !== ~length >>> 0) return null;
  const start = offset + HEADER_BYTES;
  if (start + length > bytes.length) return null;
  const payload = bytes.subarray(start, start + length);
  return crc32(payload) === view.getUint32(offset + 8, true) ? payload : null;
}

export interface DecodedRecords {
  /** Payloads in file order; they are views into the bytes given. */
  payloads: Uint8Array[];
  /** Where the last whole record ends: what lies behind is a torn tail. */
  end: number;
  /** Stretches of damage with whole records behind them. */
  damaged: number;
}

/**
 * Reads what is whole. Behind damage it looks for the next whole record: one bad
 * sector must not cost the scans written after it. Payloads are text without
 * control characters, so that nothing inside one looks like a header.
 */
export function decodeRecords(bytes: Uint8Array): DecodedRecords {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: DecodedRecords = { payloads: [], end: 0, damaged: 0 };
  let offset = 0;
  while (offset + HEADER_BYTES <= bytes.length) {
    const payload = recordAt(bytes, view, offset);
    if (payload === null) {
      offset += 1;
      continue;
    }
    if (offset > found.end) found.damaged += 1;
    found.payloads.push(payload);
    offset += HEADER_BYTES + payload.length;
    found.end = offset;
  }
  return found;
}
