import type { RawCode, ReadScan, ScanSource } from '$lib/components/scanning/scan-hub.svelte';
import { rememberLabel } from '$lib/db/commands/remember-label';
import type { DouchetteDatabase } from '$lib/db/database';
import { knowledgeFor } from './label-knowledge';
import { parseCodes, readLabel, type Offered, type Reading } from './read-codes';

/** What a person is asked about a label. */
export type Asked = Omit<Extract<Reading, { kind: 'question' }>, 'kind'>;

/** What they take, nothing when they give up, and whether labels like it are to be no question any more. */
export interface Answer {
  taken: readonly Offered[];
  remember: boolean;
}

/**
 * Understands the codes of one label with what this device knows, and asks the
 * person where that does not settle it.
 *
 * @param input.today `YYYY-MM-DD`, for two-digit years
 * @param input.severalAtOnce the page can take a sheet of pieces
 */
export async function readScans(input: {
  db: DouchetteDatabase;
  codes: readonly RawCode[];
  source: ScanSource;
  today: string;
  severalAtOnce: boolean;
  ask: (asked: Asked) => Promise<Answer>;
}): Promise<readonly ReadScan[]> {
  const { db, source, severalAtOnce } = input;
  const codes = parseCodes(input.codes, input.today);
  const knowledge = await knowledgeFor(db, codes);
  const reading = readLabel({ codes, source, knowledge, severalAtOnce });
  if (reading.kind === 'sure') return [reading.scan];
  const { question, offered, several } = reading;
  const { taken, remember } = await input.ask({ question, offered, several });
  const [only, ...more] = taken;
  // Should it not be kept, the next label is a question again: nothing is lost by it.
  if (remember && only?.choice && more.length === 0) await rememberLabel(db, only.choice);
  return taken.map(({ scan }) => scan);
}
