import { characterAt, positionOf, type ScannerLayout } from '../../src/lib/scan/keyboard-layouts.ts';
import type { WedgeUnit } from '../../src/lib/scan/wedge-text.ts';

export interface ScannerSetup {
  /** What the scanner is set to. */
  layout?: ScannerLayout;
  /** What the host makes of its keys. */
  host?: ScannerLayout;
  /** The scanner presses Shift the wrong way round. */
  shiftSwapped?: boolean;
}

/** The keys by which a scanner sends a text; control characters arrive as themselves. */
export function scannerKeys(text: string, setup: ScannerSetup = {}): WedgeUnit[] {
  const { layout = 'us', host = 'us', shiftSwapped = false } = setup;
  return [...text].map((character): WedgeUnit => {
    const found = positionOf(layout, character);
    if (!found) return { text: character, from: 'made' };
    const swaps = shiftSwapped && /[A-Za-z]/.test(character);
    const position = swaps ? { ...found, shift: !found.shift } : found;
    return { position, key: characterAt(host, position) ?? character, capsLock: false };
  });
}
