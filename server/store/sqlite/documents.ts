import { desc, eq, gt, ne } from 'drizzle-orm';
import { documentKey } from '../../../src/lib/domain/document/document-key.ts';
import type { Document } from '../../../src/lib/domain/document/document.ts';
import type { NamedWorkReport, WorkReport } from '../../../src/lib/protocol/documents.ts';
import type { Change } from '../../../src/lib/protocol/pull.ts';
import type { CommittedMovement } from '../../../src/lib/protocol/rows.ts';
import {
  LATEST_DOCUMENTS,
  type DocumentDecision,
  type DocumentMoment,
  type DocumentRecord
} from '../documents.ts';
import { createCatalogueReader } from './catalogue.ts';
import { createFeedHead } from './feed-head.ts';
import { movementFrom, movementSelect, toCommitted, type MovementRecord } from './movement-codec.ts';
import type { Query, SqliteDatabase } from './open-database.ts';
import { device, document, workReport } from './schema.ts';

/** Reversals may be taken back themselves: all that hang on the document, over any number of steps. */
const MOVEMENTS_OF_DOCUMENT = `
  WITH RECURSIVE about (seq, id) AS (
    SELECT seq, id FROM movement WHERE document_key = ?
    UNION
    SELECT later.seq, later.id FROM about JOIN movement later ON later.reverses = about.id
  )
  SELECT ${movementSelect}, d.name AS device_name
  FROM about JOIN ${movementFrom} LEFT JOIN device d ON d.id = t.device_id
  WHERE m.seq = about.seq ORDER BY m.seq`;

type StoredReport = typeof workReport.$inferSelect;

function toReport({ operatorId, operatorName, ...rest }: StoredReport): WorkReport {
  return { ...rest, operator: { id: operatorId, name: operatorName } };
}

/** Reading documents. */
export function createDocumentReader(client: SqliteDatabase, query: Query) {
  const movements = client.prepare<[string], MovementRecord & { device_name: string | null }>(
    MOVEMENTS_OF_DOCUMENT
  );
  const isHere = client.prepare<[string], number>('SELECT 1 FROM movement WHERE id = ?').pluck();

  const reader = {
    changesAfter: (seq: number, limit: number): Change[] =>
      query
        .select()
        .from(document)
        .where(gt(document.seq, seq))
        .orderBy(document.seq)
        .limit(limit)
        .all()
        .map(({ seq: at, row }) => ({ type: 'document', seq: at, document: row })),

    /** The open ones, and the latest of the others, by id. */
    present(): Document[] {
      const rows = query.select({ row: document.row }).from(document);
      const open = rows.where(eq(document.state, 'open')).all();
      const others = query
        .select({ row: document.row })
        .from(document)
        .where(ne(document.state, 'open'))
        .orderBy(desc(document.seq))
        .limit(LATEST_DOCUMENTS)
        .all();
      return [...open, ...others].map(({ row }) => row).sort((a, b) => (a.id < b.id ? -1 : 1));
    },

    document: (id: string): Document | null =>
      query.select().from(document).where(eq(document.id, id)).get()?.row ?? null,

    documentNumbered: (number: string): Document | null =>
      query
        .select()
        .from(document)
        .where(eq(document.numberKey, documentKey(number)))
        .get()?.row ?? null,

    movementsOf: (number: string): CommittedMovement[] => movements.all(documentKey(number)).map(toCommitted),

    workOn: (documentId: string): NamedWorkReport[] =>
      query
        .select()
        .from(workReport)
        .leftJoin(device, eq(device.id, workReport.deviceId))
        .where(eq(workReport.documentId, documentId))
        .orderBy(desc(workReport.reportedAt), workReport.workId)
        .all()
        .map((found) => ({ ...toReport(found.work_report), deviceName: found.device?.name ?? '' })),

    workReport(workId: string): WorkReport | null {
      const found = query.select().from(workReport).where(eq(workReport.workId, workId)).get();
      return found ? toReport(found) : null;
    },

    missingOf: (ids: readonly string[]): string[] => ids.filter((id) => isHere.get(id) === undefined)
  };

  function readDocument(id: string): DocumentRecord | null {
    const found = reader.document(id);
    return found
      ? { document: found, movements: reader.movementsOf(found.number), work: reader.workOn(id) }
      : null;
  }
  return { ...reader, readDocument: client.transaction(readDocument) };
}

/** Deciding on documents inside one write transaction. */
export function createDocumentWriter(client: SqliteDatabase, query: Query) {
  const reader = createDocumentReader(client, query);
  const catalogue = createCatalogueReader(query);
  const head = createFeedHead(client);

  function putDocuments(documents: readonly Document[]): void {
    let seq = head.lastSeq();
    for (const row of documents) {
      seq += 1;
      const values = { seq, numberKey: documentKey(row.number), state: row.state, row };
      query
        .insert(document)
        .values({ id: row.id, ...values })
        .onConflictDoUpdate({ target: document.id, set: values })
        .run();
    }
    head.moveTo(seq);
  }

  function putReport({ operator, ...rest }: WorkReport): void {
    const values = { ...rest, operatorId: operator.id, operatorName: operator.name };
    query
      .insert(workReport)
      .values(values)
      .onConflictDoUpdate({ target: workReport.workId, set: values })
      .run();
  }

  const edit = client.transaction(
    (decide: (moment: DocumentMoment) => DocumentDecision<unknown>): DocumentDecision<unknown> => {
      const decision = decide({ ...reader, catalogue: catalogue.readAll });
      const { documents = [], report } = decision;
      if (documents.length > 0) putDocuments(documents);
      if (report) putReport(report);
      return decision;
    }
  );
  /** The value is the one that `decide` returned: the transaction passes it through. */
  return <Value>(decide: (moment: DocumentMoment) => DocumentDecision<Value>): Value =>
    edit.immediate(decide).value as Value;
}
