import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * Archived movements are packed one by one, so that each can be read by itself.
 * A movement is short, and what repeats in it repeats between movements: the
 * packer is given a typical one as its dictionary, or it would win little.
 *
 * A dictionary in use is never edited: what was packed with it needs it. A better
 * one gets the next number.
 */
const dictionaries: Record<number, Buffer> = {
  1: Buffer.from(
    [
      '"rawScan":"]C101","partnerId":"","label":"","document":"","condition":"quarantine","lot":"',
      '"before":"","reverses":"","standsFor":{"movementId":"","instant":17,"deviceId":"","incarnation":"","sequence":',
      '"aliasOf":{"productId":"","serial":""},"accepts":{"anomalyId":"","against":null},"group":{"id":"","size":',
      '"chosenDay":{"startsAt":17,"endsAt":17},"productHint":"","capture":"typed"}',
      '"kind":"customer-return","kind":"inventory-found","kind":"transfer","kind":"shipment","kind":"count",',
      '{"id":"019","kind":"receipt","productId":"","quantityMicros":1000000,"serial":"","fromLocationId":"",',
      '"toLocationId":"","effectiveDate":"202","recordedAt":17,"clock":{"wallMs":17,"monotonicMs":,"bootId":""},',
      '"origin":{"deviceId":"019","incarnation":"019","sequence":},"operator":{"id":"019","name":""},',
      '"capture":"wedge","capture":"camera","rawScan":""}'
    ].join('')
  )
};

const CURRENT = 1;

/** Packs the JSON of a movement; the first byte names the dictionary. */
export function packPayload(json: string): Buffer {
  const dictionary = dictionaries[CURRENT];
  return Buffer.concat([Buffer.of(CURRENT), deflateRawSync(json, dictionary && { dictionary })]);
}

/** The JSON of a movement as it was packed, to the byte. Throws on what is no packed movement. */
export function unpackPayload(packed: Uint8Array): string {
  const dictionary = dictionaries[packed[0] ?? 0];
  if (!dictionary) throw new Error(`an archived movement names the unknown dictionary ${packed[0]}`);
  return inflateRawSync(packed.subarray(1), { dictionary }).toString();
}
