import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { parseArgs } from 'node:util';
import { decodeImage } from '../../src/lib/scan/decode-image.ts';
import type { Effort } from '../../src/lib/scan/detection.ts';
import { corpusSets } from './decode-corpus.ts';
import { drawnSets } from './decode-drawn.ts';
import type { PictureSet } from './decode-pictures.ts';
import { PictureOpener } from './picture-opener.ts';

/**
 * How many codes are read, how many wrongly, and how long it takes: on folders
 * of photographs with the expected text beside each, and on drawn labels of
 * 1280 × 720 with fixed seeds.
 */

export interface DecodeRow {
  bench: 'decode';
  name: string;
  unit: string;
  value: number;
  [condition: string]: string | number;
}

const EFFORTS: readonly Effort[] = ['fast', 'full'];

/** Where the repository's neighbour keeps its photographs, when it is there. */
const USUAL_CORPUS = resolve(import.meta.dirname, '../../../shared/barcodes');

export async function run(options: { corpus?: string } = {}): Promise<DecodeRow[]> {
  const corpus = options.corpus ?? (existsSync(USUAL_CORPUS) ? USUAL_CORPUS : undefined);
  if (!corpus) console.log('No corpus: name a folder with --corpus. Drawn labels only.');
  const opener = new PictureOpener();
  try {
    const rows: DecodeRow[] = [];
    await warmUp();
    for (const set of [...(corpus ? corpusSets(corpus, opener) : []), ...drawnSets()]) {
      rows.push(...(await measure(set)));
    }
    return rows;
  } finally {
    await opener.close();
  }
}

/** The first picture pays for the start of the reader. */
async function warmUp(): Promise<void> {
  const paper = { data: new Uint8Array(1280 * 720).fill(255), width: 1280, height: 720 };
  for (let times = 0; times < 5; times++) await decodeImage(paper, { effort: 'full' });
}

interface Tally {
  read: number;
  wrong: number;
  milliseconds: number[];
}

async function measure(set: PictureSet): Promise<DecodeRow[]> {
  const tallies = new Map(
    EFFORTS.map((effort): [Effort, Tally] => [effort, { read: 0, wrong: 0, milliseconds: [] }])
  );
  let pictures = 0;
  let expected = 0;
  for await (const picture of set.pictures()) {
    pictures += 1;
    expected += picture.expected === null ? 0 : 1;
    for (const [effort, tally] of tallies) {
      const startedAt = performance.now();
      const detections = await decodeImage(picture.image, { effort });
      tally.milliseconds.push(performance.now() - startedAt);
      const right = detections.filter(({ text }) => picture.expected?.includes(text));
      tally.read += right.length > 0 ? 1 : 0;
      tally.wrong += detections.length - right.length;
      report(set, picture.name, {
        effort,
        missed: picture.expected !== null && right.length === 0,
        wrong: detections.length - right.length
      });
    }
  }
  return [...tallies].flatMap(([effort, tally]) => rowsOf({ set, effort, tally, pictures, expected }));
}

function report(
  set: PictureSet,
  name: string,
  result: { effort: Effort; missed: boolean; wrong: number }
): void {
  if (result.wrong > 0) console.log(`  wrong read: ${set.name} ${name} (${result.effort})`);
  if (result.missed && set.namesMisses) console.log(`  not read: ${set.name} ${name} (${result.effort})`);
}

interface RowsInput {
  set: PictureSet;
  effort: Effort;
  tally: Tally;
  pictures: number;
  expected: number;
}

function rowsOf({ set, effort, tally, pictures, expected }: RowsInput): DecodeRow[] {
  const row = (figure: string, unit: string, value: number): DecodeRow => ({
    bench: 'decode',
    name: `${set.name}, ${effort}: ${figure}`,
    unit,
    value: Math.round(value * 10) / 10,
    pictures,
    ...set.conditions
  });
  return [
    ...(expected > 0 ? [row('read', '%', (100 * tally.read) / expected)] : []),
    row('wrong reads', 'codes', tally.wrong),
    row('p50', 'ms', percentile(tally.milliseconds, 0.5)),
    row('p95', 'ms', percentile(tally.milliseconds, 0.95))
  ];
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

if (isMainThread && process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { corpus: { type: 'string' } } });
  const rows = await run(values.corpus === undefined ? {} : { corpus: values.corpus });
  console.table(rows.map(({ name, unit, value, pictures }) => ({ name, unit, value, pictures })));
}
