import { Dexie } from 'dexie';
import type { DouchetteDatabase } from '../database.ts';
import { OUTBOX_BY_ORIGIN } from '../put-back.ts';
import type { MetaValues } from '../schema.ts';
import { judgeStart, type Judgement, type Witnesses } from './judge-start.ts';
import type { CopiedRow } from './queue-copy.ts';

/** What is wanting in a database, and where it stands. */
export interface Loss {
  judgement: Judgement;
  /** Rows of the second copy that it does not have. */
  absent: CopiedRow[];
  identity: MetaValues['identity'];
  sequence: MetaValues['sequence'];
}

async function incarnationsHeld(
  db: DouchetteDatabase,
  incarnations: readonly string[]
): Promise<Set<string>> {
  const held = new Set<string>();
  for (const incarnation of incarnations) {
    const [low, high] = [
      [incarnation, Dexie.minKey],
      [incarnation, Dexie.maxKey]
    ];
    if ((await db.outbox.where(OUTBOX_BY_ORIGIN).between(low, high).count()) > 0) held.add(incarnation);
  }
  return held;
}

async function absentRows(db: DouchetteDatabase, rows: readonly CopiedRow[]): Promise<CopiedRow[]> {
  const held = await db.outbox.bulkGet(rows.map(({ id }) => id));
  return rows.filter((_, place) => held[place] === undefined);
}

/** Compares the database with its witnesses, inside a transaction over `outbox` and `meta`; null when it has no identity. */
export async function findLoss(db: DouchetteDatabase, { stored, copy }: Witnesses): Promise<Loss | null> {
  const witnesses = [stored?.incarnation, copy?.mark?.incarnation].filter((known) => known !== undefined);
  const [identity, sequence] = [await db.readMeta('identity'), await db.readMeta('sequence')];
  if (!identity || !sequence) return null;
  const absent = await absentRows(db, copy?.unsent ?? []);
  const held = await incarnationsHeld(db, witnesses);
  const { incarnation, deviceId } = identity;
  const isEnrolled = deviceId !== null;
  const state = { incarnation, isEnrolled, next: sequence.next, absent: absent.length };
  const judgement = judgeStart({ ...state, holds: (named) => held.has(named) }, { stored, copy });
  return { judgement, absent, identity, sequence };
}

/** Must anything be put back? A look that writes nothing. */
export async function isLacking(db: DouchetteDatabase, witnesses: Witnesses): Promise<boolean> {
  const loss = await db.transaction('r', db.outbox, db.meta, () => findLoss(db, witnesses));
  return loss?.judgement.found !== 'whole';
}
