import type { RawCode, ReadScan, ScanSource } from '$lib/components/scanning/scan-hub.svelte';
import { parseScan } from '$lib/domain/barcode/parse-scan';
import type { Scan } from '$lib/domain/barcode/scan';

/** One serial of several that a label offers, when only a person can tell which is meant. */
export interface Candidate {
  serial: string;
  code: RawCode;
}

export type Reading =
  { sure: true; scan: ReadScan } | { sure: false; scan: ReadScan; candidates: Candidate[] };

const distinct = <Value>(values: readonly (Value | undefined)[]): Value[] => [
  ...new Set(values.filter((value): value is Value => value !== undefined))
];

/** The only one of several readings of a field, if they agree. */
const agreed = (values: readonly (string | undefined)[]): string | undefined => {
  const [only, ...more] = distinct(values);
  return more.length === 0 ? only : undefined;
};

interface Parsed {
  code: RawCode;
  scan: Scan;
}

/** A serial that its code names as one goes before what is only taken for one. */
function serialCandidates(parsed: readonly Parsed[]): Candidate[] {
  const found = parsed.flatMap(({ code, scan }) =>
    scan.serial === undefined ? [] : [{ serial: scan.serial, code, named: scan.carrier !== 'plain' }]
  );
  const named = found.filter((candidate) => candidate.named);
  const chosen = named.length > 0 ? named : found;
  return distinct(chosen.map(({ serial }) => serial)).flatMap((serial) => {
    const candidate = chosen.find((one) => one.serial === serial);
    return candidate ? [{ serial, code: candidate.code }] : [];
  });
}

/**
 * Understands the codes of one label as one scan: product, serial and lot
 * together. Where two codes could each be the serial, the person is asked: a
 * wrong serial is worse than no serial.
 *
 * @param today `YYYY-MM-DD`, for two-digit years
 */
export function readCodes(codes: readonly RawCode[], source: ScanSource, today: string): Reading {
  const parsed = codes.map((code): Parsed => {
    const { text, symbology } = code;
    return { code, scan: parseScan(text, { today, ...(symbology !== undefined && { symbology }) }) };
  });
  const candidates = serialCandidates(parsed);
  const [only] = candidates;
  const scan: ReadScan = {
    source,
    raw: codes.map(({ text }) => text).join('\n'),
    codes: codes.map(({ text }) => text),
    gtin: agreed(parsed.map((one) => one.scan.gtin)),
    serial: candidates.length === 1 ? only?.serial : undefined,
    lot: agreed(parsed.map((one) => one.scan.lot)),
    partNumber: agreed(parsed.map((one) => one.scan.partNumber))
  };
  return candidates.length > 1 ? { sure: false, scan, candidates } : { sure: true, scan };
}
