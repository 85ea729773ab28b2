import { documentKey } from '../../domain/document/document-key.ts';
import type { Document } from '../../domain/document/document.ts';
import {
  progressOf,
  tallyDocument,
  type DocumentTally,
  type TallyStage
} from '../../domain/document/tally.ts';
import { foldable, type FoldableMovement } from '../../domain/movement/movement.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { FeedMovement, OutboxRow, StoredDocument } from '../schema.ts';
import { fromStoredDocument } from '../to-stored.ts';

const orNull = (stored: StoredDocument | undefined): Document | null =>
  stored ? fromStoredDocument(stored) : null;

export async function documentById(db: DouchetteDatabase, id: string): Promise<Document | null> {
  return orNull(await db.documents.get(id));
}

/** The document with a number, in whatever case it is written. */
export async function documentByNumber(db: DouchetteDatabase, number: string): Promise<Document | null> {
  return orNull(await db.documents.where('numberKey').equals(documentKey(number)).first());
}

/** The documents that were left as the rest of this one. */
export async function backordersOf(db: DouchetteDatabase, id: string): Promise<Document[]> {
  const found = await db.documents.filter(({ backorderOf }) => backorderOf === id).toArray();
  return found.map(fromStoredDocument);
}

/** All documents on this device, in no order. */
export async function listDocuments(db: DouchetteDatabase): Promise<Document[]> {
  return (await db.documents.toArray()).map(fromStoredDocument);
}

/** An own movement that the server refused waits for a person, and counts for nothing. */
const isMeant = ({ state }: OutboxRow): boolean => state !== 'parked';

const ofOutbox = ({ movement, acknowledgement }: OutboxRow): FoldableMovement =>
  foldable(movement, acknowledgement);
const ofFeed = ({ committed: { movement, stamp } }: FeedMovement): FoldableMovement =>
  foldable(movement, stamp);

/** The latest word on each: what came through the feed tells what the server stamped. */
function merged(own: readonly OutboxRow[], pulled: readonly FeedMovement[]): Map<string, FoldableMovement> {
  return new Map(
    [...own.filter(isMeant).map(ofOutbox), ...pulled.map(ofFeed)].map((movement) => [movement.id, movement])
  );
}

/**
 * The movements that name a document as this device knows them, waiting ones
 * included, with those that take them back, over any number of steps.
 */
export async function movementsOfDocument(
  db: DouchetteDatabase,
  number: string
): Promise<FoldableMovement[]> {
  const key = documentKey(number);
  const [own, pulled] = await Promise.all([
    db.outbox.where('documentKey').equals(key).toArray(),
    db.movements.where('documentKey').equals(key).toArray()
  ]);
  const known = merged(own, pulled);
  for (let latest = [...known.keys()]; latest.length > 0;) {
    const [ownReversals, pulledReversals] = await Promise.all([
      db.outbox.where('movement.reverses').anyOf(latest).toArray(),
      db.movements.where('committed.movement.reverses').anyOf(latest).toArray()
    ]);
    const reversals = merged(ownReversals, pulledReversals);
    latest = [...reversals.keys()].filter((id) => !known.has(id));
    for (const id of latest) {
      const reversal = reversals.get(id);
      if (reversal) known.set(id, reversal);
    }
  }
  return [...known.values()];
}

/** Ids of the products whose serials tell `abc` from `ABC`. */
export async function exactProducts(db: DouchetteDatabase): Promise<ReadonlySet<string>> {
  const exact = await db.products.filter(({ exactCase }) => exactCase).primaryKeys();
  return new Set(exact);
}

/** How far a document has come, as this device knows it; a transfer by default as it left. */
export async function readTally(
  db: DouchetteDatabase,
  document: Document,
  stage: TallyStage = 'departure'
): Promise<DocumentTally> {
  const [movements, exact] = await Promise.all([movementsOfDocument(db, document.number), exactProducts(db)]);
  return tallyDocument({ document, movements, isExactCase: (id) => exact.has(id), stage });
}

export interface DocumentProgress {
  document: Document;
  /** 0 to 1. */
  share: number;
  /** Movements that count. */
  count: number;
}

/**
 * Documents with how far each has come.
 *
 * @param state of these only; all when left out
 */
export async function listProgress(
  db: DouchetteDatabase,
  state?: Document['state']
): Promise<DocumentProgress[]> {
  const [stored, exact] = await Promise.all([
    state === undefined ? db.documents.toArray() : db.documents.where('state').equals(state).toArray(),
    exactProducts(db)
  ]);
  const documents = stored.map(fromStoredDocument);
  const named = new Set([
    ...(await db.outbox.orderBy('documentKey').uniqueKeys()),
    ...(await db.movements.orderBy('documentKey').uniqueKeys())
  ]);
  return Promise.all(
    documents.map(async (document) => {
      const isNamed = named.has(documentKey(document.number));
      const movements = isNamed ? await movementsOfDocument(db, document.number) : [];
      const tally = tallyDocument({
        document,
        movements,
        isExactCase: (id) => exact.has(id),
        stage: 'arrival'
      });
      return { document, share: progressOf(tally), count: tally.count };
    })
  );
}
