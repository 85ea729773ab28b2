import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseScan } from './parse-scan.ts';
import type { Scan } from './scan.ts';

const SHARED = new URL('../../../../../shared/vectors/', import.meta.url);

interface Vector {
  id: string;
  scan: string | string[];
  why: string;
  expect: Record<string, unknown>;
}

function vectors(name: string): Vector[] | null {
  const file = new URL(name, SHARED);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Vector[]) : null;
}

const valueOf = (scan: Scan, id: string): string | undefined =>
  scan.elements.find((element) => element.id === id)?.value;

const hasNote = (scan: Scan, text: unknown): boolean =>
  scan.notes.some(({ code }) => code === String(text).replaceAll(' ', '-'));

/** The kinds of the sample file in the terms of a scan. */
const TYPES: Record<string, (scan: Scan) => boolean> = {
  imei: (scan) => scan.carrier === 'imei' && valueOf(scan, 'IMEI') === scan.serial,
  imeisv: (scan) => valueOf(scan, 'IMEISV') !== undefined,
  meid: (scan) => valueOf(scan, 'MEID') !== undefined,
  mac: ({ carrier }) => carrier === 'mac',
  hibc: ({ carrier }) => carrier === 'hibc',
  part: ({ carrier, partNumber }) => carrier === 'mh10' && partNumber !== undefined,
  qty: ({ carrier, quantity }) => carrier === 'mh10' && quantity !== undefined,
  vin: (scan) => valueOf(scan, 'VIN') !== undefined || scan.problems.some(({ id }) => id === 'VIN'),
  unknown: ({ carrier }) => carrier === 'plain'
};

/** What each expectation of the sample files means for a scan. */
const MEETS: Record<string, (scan: Scan, wanted: unknown) => boolean> = {
  valid: ({ problems }, wanted) => (problems.length === 0) === wanted,
  gtin: ({ gtin }, wanted) => (gtin ?? null) === wanted,
  serial: ({ serial }, wanted) => (serial ?? null) === wanted,
  lot: ({ lot }, wanted) => lot === wanted,
  expiry: ({ expiry }, wanted) => expiry === wanted,
  part: ({ partNumber }, wanted) => partNumber === wanted,
  qty: ({ quantity }, wanted) => quantity === wanted,
  sscc: (scan, wanted) => valueOf(scan, '00') === wanted && scan.serial === undefined,
  gln: (scan, wanted) => valueOf(scan, '414') === wanted && scan.serial === undefined,
  ext: (scan, wanted) => valueOf(scan, '254') === wanted,
  grai: (scan, wanted) => valueOf(scan, '8003')?.slice(0, 14) === wanted,
  di: (scan, wanted) => scan.elements[0]?.id === wanted,
  value: ({ serial, partNumber, quantity }, wanted) => (serial ?? partNumber ?? quantity) === wanted,
  type: (scan, wanted) => TYPES[String(wanted)]?.(scan) ?? false,
  flag: hasNote,
  warn: hasNote
};

function unmet({ scan: raw, expect: wanted }: Vector): string[] {
  const scan = parseScan(String(raw));
  return Object.entries(wanted)
    .filter(([name, value]) => !MEETS[name]?.(scan, value))
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`);
}

describe.each(['gs1-examples.json', 'label-examples.json'])('shared %s', (name) => {
  test('every expectation about one symbol is met', ({ skip }) => {
    const all = vectors(name);
    if (!all) skip('../shared/vectors is not here: nothing to compare with');
    // Two codes on one label are for the assembly of labels, not for the reading of one.
    const single = (all ?? []).filter(({ scan }) => typeof scan === 'string');
    expect(single.length).toBeGreaterThan(15);
    expect(
      Object.fromEntries(
        single.map((vector) => [vector.id, unmet(vector)]).filter(([, list]) => list?.length)
      )
    ).toEqual({});
  });
});

test('the hostile texts that are short enough are kept exactly or refused with a reason', ({ skip }) => {
  const all = vectors('hostile-examples.json') as { id: string; s?: string; pair?: string[] }[] | null;
  if (!all) skip('../shared/vectors is not here: nothing to compare with');
  for (const { s, pair = [] } of all ?? []) {
    for (const text of s === undefined ? pair : [s]) {
      const scan = parseScan(text);
      const explained = scan.problems.length > 0 || scan.notes.length > 0;
      expect(scan.serial === text || explained || scan.serial === text.trim()).toBe(true);
    }
  }
});
