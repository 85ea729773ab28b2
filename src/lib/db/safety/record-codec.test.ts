import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';
import { decodeRecords, encodeRecord, HEADER_BYTES } from './record-codec.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** As the file holds them: JSON, in which no control character stands bare. */
const texts = fc.array(
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => JSON.stringify({ text })),
  {
    minLength: 1,
    maxLength: 8
  }
);

function fileOf(payloads: readonly string[]): { bytes: Uint8Array; ends: number[] } {
  const records = payloads.map((text) => encodeRecord(encoder.encode(text)));
  const ends: number[] = [];
  for (const record of records) ends.push((ends.at(-1) ?? 0) + record.length);
  return { bytes: Uint8Array.from(records.flatMap((record) => [...record])), ends };
}

const read = (bytes: Uint8Array) => decodeRecords(bytes).payloads.map((payload) => decoder.decode(payload));

test('the checksum is the CRC-32 of gzip', () => {
  expect(crc32(encoder.encode('123456789'))).toBe(0xcbf43926);
});

test('what was written is read, in order', () => {
  fc.assert(
    fc.property(texts, (payloads) => {
      const { bytes, ends } = fileOf(payloads);
      expect(read(bytes)).toEqual(payloads);
      expect(decodeRecords(bytes)).toMatchObject({ end: ends.at(-1), damaged: 0 });
    })
  );
});

test('any cut of the tail leaves exactly the records before it, and says where they end', () => {
  fc.assert(
    fc.property(texts, fc.nat(), (payloads, at) => {
      const { bytes, ends } = fileOf(payloads);
      const cut = at % (bytes.length + 1);
      const whole = ends.filter((end) => end <= cut);
      expect(read(bytes.subarray(0, cut))).toEqual(payloads.slice(0, whole.length));
      expect(decodeRecords(bytes.subarray(0, cut)).end).toBe(whole.at(-1) ?? 0);
    })
  );
});

test('any changed byte costs its own record and no other, and makes no wrong one', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.integer({ min: 1, max: 255 }), (payloads, at, flip) => {
      const { bytes, ends } = fileOf(payloads);
      const place = at % bytes.length;
      bytes[place] = (bytes[place] ?? 0) ^ flip;
      const hit = ends.findIndex((end) => place < end);
      expect(read(bytes)).toEqual(payloads.filter((_, index) => index !== hit));
      expect(decodeRecords(bytes).damaged).toBe(hit === payloads.length - 1 ? 0 : 1);
    }),
    { numRuns: 500 }
  );
});

test('garbage or zeros behind the last record, as a crash leaves them, are a torn tail', () => {
  const tails = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.nat(60).map((length) => new Uint8Array(length))
  );
  fc.assert(
    fc.property(texts, tails, (payloads, tail) => {
      const { bytes, ends } = fileOf(payloads);
      const torn = Uint8Array.from([...bytes, ...tail]);
      expect(read(torn)).toEqual(payloads);
      expect(decodeRecords(torn).end).toBe(ends.at(-1));
    })
  );
});

test('an empty file and one shorter than a header hold nothing', () => {
  for (const length of [0, 1, HEADER_BYTES - 1, HEADER_BYTES]) {
    expect(decodeRecords(new Uint8Array(length))).toEqual({ payloads: [], end: 0, damaged: 0 });
  }
});
