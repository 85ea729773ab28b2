/**
 * Draws the codes of the scanner test sheet into `static/scanner-test/`. Run it after
 * `src/lib/scan/scanner-test-codes.ts` has changed: `node scripts/make-scanner-sheet.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import bwipjs from 'bwip-js/node';
import { TEST_CODES, type TestCode } from '../src/lib/scan/scanner-test-codes.ts';

const folder = new URL('../static/scanner-test/', import.meta.url);

/** GS1 element strings with their AIs in brackets, as the encoder wants them. */
const bracketed = (text: string): string =>
  text.replace(/^01(\d{14})10(.*)\u001d21(.*)$/, '(01)$1(10)$2(21)$3');

const encoders: Record<TestCode['id'], (text: string) => { bcid: string; text: string; height?: number }> = {
  line: (text) => ({ bcid: 'code128', text, height: 14 }),
  square: (text) => ({ bcid: 'datamatrix', text }),
  gs1: (text) => ({ bcid: 'gs1datamatrix', text: bracketed(text) })
};

mkdirSync(folder, { recursive: true });
for (const { id, text } of TEST_CODES) {
  // White paper comes with the drawing: on a dark screen a code without it cannot be read.
  const svg = bwipjs.toSVG({ ...encoders[id](text), scale: 2, padding: 8, backgroundcolor: 'FFFFFF' });
  writeFileSync(new URL(`${id}.svg`, folder), `${svg.trim()}\n`);
}
