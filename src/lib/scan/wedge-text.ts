import { characterAt, SCANNER_LAYOUTS, type KeyPosition, type ScannerLayout } from './keyboard-layouts.ts';

/** One character of a burst: a key by its position, or text that came without one. */
export type WedgeUnit = { position: KeyPosition } | { text: string };

/**
 * What a burst says.
 * - `unreadable`: a key came without position and without text
 * - `layout-doubt`: as the layout in the settings it looks garbled, as `likely` it does not
 */
export type WedgeReading =
  | { ok: true; raw: string }
  | { ok: false; code: 'unreadable'; raw: string }
  | { ok: false; code: 'layout-doubt'; raw: string; likely: ScannerLayout };

/** Reads a burst as a scanner of this layout meant it. */
export function readUnits(units: readonly WedgeUnit[], layout: ScannerLayout): WedgeReading {
  const raw = textIn(units, layout);
  if (raw.includes('\ufffd')) return { ok: false, code: 'unreadable', raw };
  const likely = likelierLayout(units, { layout, raw });
  return likely ? { ok: false, code: 'layout-doubt', raw, likely } : { ok: true, raw };
}

const textIn = (units: readonly WedgeUnit[], layout: ScannerLayout): string =>
  units
    .map((unit) => ('text' in unit ? unit.text : (characterAt(layout, unit.position) ?? '\ufffd')))
    .join('');

/** What a wrong layout makes of digits and dashes. */
const GARBLED = /[^A-Za-z0-9 ./\u0000-\u001f-]/g;

/** A garbled mark or two may well be printed: `+A123/$…` is. */
const GARBLED_AT_LEAST = 2;

function likelierLayout(
  units: readonly WedgeUnit[],
  read: { layout: ScannerLayout; raw: string }
): ScannerLayout | undefined {
  if ((read.raw.match(GARBLED)?.length ?? 0) < GARBLED_AT_LEAST) return undefined;
  return SCANNER_LAYOUTS.find((other) => {
    const text = textIn(units, other);
    return other !== read.layout && /\d/.test(text) && !text.match(GARBLED);
  });
}
