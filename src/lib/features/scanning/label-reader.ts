import type { RawCode, ReadScan, ScanSource, TakingPage } from '$lib/components/scanning/scan-hub.svelte';
import { rememberLabel } from '$lib/db/commands/remember-label';
import type { DouchetteDatabase } from '$lib/db/database';
import { knowledgeFor } from './label-knowledge';
import { palletContents } from './pallet-contents';
import { parseCodes, readLabel, type Offered, type Reading } from './read-codes';

/** A pallet or parcel that stands for the serials recorded under it. */
export interface Pallet {
  sscc: string;
  /** The page brings things into stock, where these are already. */
  entering: boolean;
}

/** What a person is asked about a label; `pallet` when the serials are not on the label itself. */
export type Asked = Omit<Extract<Reading, { kind: 'question' }>, 'kind'> & { pallet: Pallet | null };

/** What they take, nothing when they give up, and whether labels like it are to be no question any more. */
export interface Answer {
  taken: readonly Offered[];
  remember: boolean;
}

interface Input {
  db: DouchetteDatabase;
  codes: readonly RawCode[];
  source: ScanSource;
  today: string;
  page: TakingPage;
  ask: (asked: Asked) => Promise<Answer>;
}

/** Offers what is recorded on a pallet; a pallet that nothing is recorded on is told to the page as it is. */
async function readPallet(
  { db, page, ask }: Input,
  { sscc, scan }: Extract<Reading, { kind: 'pallet' }>
): Promise<readonly ReadScan[]> {
  const offered = await palletContents(db, { sscc, scan, ticked: !page.entering });
  if (offered.length === 0) return [scan];
  const { severalAtOnce: several, entering } = page;
  const question = several ? 'sheet' : 'several';
  const { taken } = await ask({ question, offered, several, pallet: { sscc, entering } });
  // Nothing comes in again, but what is scanned next belongs on this pallet.
  return taken.length === 0 && entering ? [scan] : taken.map((one) => one.scan);
}

/**
 * Understands the codes of one label with what this device knows, and asks the
 * person where that does not settle it.
 *
 * @param input.today `YYYY-MM-DD`, for two-digit years
 * @param input.page where the scan goes
 */
export async function readScans(input: Input): Promise<readonly ReadScan[]> {
  const { db, source, page } = input;
  const codes = parseCodes(input.codes, input.today);
  const knowledge = await knowledgeFor(db, codes);
  const reading = readLabel({ codes, source, knowledge, page });
  if (reading.kind === 'sure') return [reading.scan];
  if (reading.kind === 'pallet') return readPallet(input, reading);
  const { question, offered, several } = reading;
  const { taken, remember } = await input.ask({ question, offered, several, pallet: null });
  const [only, ...more] = taken;
  // Should it not be kept, the next label is a question again: nothing is lost by it.
  if (remember && only?.choice && more.length === 0) await rememberLabel(db, only.choice);
  return taken.map(({ scan }) => scan);
}
