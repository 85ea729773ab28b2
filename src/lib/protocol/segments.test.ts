import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anomalyTypes } from '../domain/serial/anomaly.ts';
import { serialStatuses } from '../domain/serial/status.ts';
import { compareCodePoints } from '../domain/text/compare-code-points.ts';
import { versionedRowSchema, type VersionedRow } from './rows.ts';
import { readSegment } from './segments.ts';
import { decodeSegment, encodeSegment } from './segment-rows.ts';

const hostile = fc.constantFrom(
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '😀',
  '0001',
  '2-3',
  '{"a":1}'
);
const text = fc.oneof(hostile, fc.string({ minLength: 1, maxLength: 8, unit: 'binary' }));
const uuid = fc
  .integer({ min: 0, max: 0xffff })
  .map((n) => `0190f3a1-0000-7000-8000-${n.toString(16).padStart(12, '0')}`);
const entityId = fc.constantFrom('a', 'b', 'p-1', 'loc-2');
const optionalId = fc.option(entityId);
const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const anomaly = fc.record({
  id: fc.string({ minLength: 1, maxLength: 12 }),
  type: fc.constantFrom(...anomalyTypes),
  movementId: uuid,
  againstMovementId: fc.option(uuid)
});
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 });

const anyRow: fc.Arbitrary<VersionedRow> = fc.record({
  productId: entityId,
  serialKey: text,
  serial: text,
  state: fc.record({
    status: fc.constantFrom(...serialStatuses),
    condition: fc.constantFrom('available' as const, 'quarantine' as const),
    locationId: optionalId,
    destinationId: optionalId,
    lot: fc.option(fc.oneof(fc.constant(''), text)),
    container: fc.option(fc.constantFrom('376000100000000010', '376000100000000027')),
    partnerId: optionalId,
    since: fc.option(instant),
    lastMovementId: fc.option(uuid)
  }),
  anomalies: few(anomaly),
  warnings: few(anomaly),
  alias: fc.option(fc.record({ productId: entityId, serial: text })),
  acceptances: few(
    fc.record({ movementId: uuid, anomalyId: fc.string({ minLength: 1 }), against: fc.option(uuid) })
  ),
  lastKey: fc.option(
    fc.record({
      instant,
      deviceId: uuid,
      incarnation: uuid,
      sequence: fc.integer({ min: 1, max: 1_000_000 }),
      id: uuid
    })
  ),
  unresolvedIds: few(uuid),
  movementCount: fc.nat(),
  version: fc.nat()
});

const byKey = (a: VersionedRow, b: VersionedRow): number =>
  compareCodePoints(a.serialKey, b.serialKey) || compareCodePoints(a.productId, b.productId);

const anyRows = fc
  .uniqueArray(anyRow, { maxLength: 30, selector: (row) => JSON.stringify([row.serialKey, row.productId]) })
  .map((rows) => [...rows].sort(byKey));

describe('a segment', () => {
  test('gives back any rows, whatever their serials', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const read = readSegment(JSON.stringify(encodeSegment(rows)));
        expect(read).not.toBeNull();
        expect(read && decodeSegment(read)).toEqual(rows);
      })
    );
  });

  test('holds rows that the wire allows', () => {
    const [row] = fc.sample(anyRow, { numRuns: 1, seed: 7 });
    expect(versionedRowSchema.safeParse(row).error).toBeUndefined();
  });
});

describe('what is no segment', () => {
  const rows = fc
    .sample(anyRows, { numRuns: 50, seed: 7 })
    .find((list) => list.length >= 3 && list.some((row) => row.anomalies.length > 0));
  const segment = encodeSegment(rows ?? []);

  test.each([
    ['not JSON', '{'],
    ['a column too short', JSON.stringify({ ...segment, versions: segment.versions.slice(1) })],
    [
      'a value that is not listed',
      JSON.stringify({ ...segment, products: { ...segment.products, values: [] } })
    ],
    ['an anomaly behind the last row', JSON.stringify({ ...segment, anomalies: [[segment.count, []]] })],
    ['keys out of order', JSON.stringify({ ...segment, serialKeys: [...segment.serialKeys].reverse() })],
    ['a column nobody knows', JSON.stringify({ ...segment, more: [] })]
  ])('%s is told', (_, text) => {
    expect(segment.count).toBeGreaterThanOrEqual(3);
    expect(readSegment(text)).toBeNull();
  });
});
