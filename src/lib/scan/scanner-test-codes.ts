/**
 * What is printed on the test sheet (`scripts/make-scanner-sheet.ts` draws it): characters that tell
 * layouts apart, letters of both cases, all digits and a GS between two fields.
 */
export interface TestCode {
  id: 'line' | 'square' | 'gs1';
  /** As a scanner should send it, its GS as U+001D. */
  text: string;
}

/** First, short enough for any laser: digits, both cases, and the letters that move from layout to layout. */
const LINE = 'DCH.aZ-yQ/wM0147';

/** Every digit and the marks of serials and links. */
const SQUARE = "DCH+QWAZYM/qwazym-0123456789.:_;,()*%&=?!#@'";

/** GTIN, lot of variable length, GS, serial. */
const GS1 = '010952123454321310LOT-aZ\u001d21DCH0147';

export const TEST_CODES: readonly TestCode[] = [
  { id: 'line', text: LINE },
  { id: 'square', text: SQUARE },
  { id: 'gs1', text: GS1 }
];
