import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Document } from '../../../../src/lib/domain/document/document.ts';
import { documentStates, documentTypes } from '../../../../src/lib/domain/document/document-types.ts';
import { workStates } from '../../../../src/lib/protocol/documents.ts';

export const document = sqliteTable(
  'document',
  {
    id: text().primaryKey(),
    seq: integer().notNull(),
    /** Its number, folded: what movements are found by. */
    numberKey: text('number_key').notNull(),
    state: text({ enum: documentStates }).notNull(),
    row: text({ mode: 'json' }).$type<Document>().notNull()
  },
  (table) => [
    uniqueIndex('document_seq').on(table.seq),
    uniqueIndex('document_number').on(table.numberKey),
    index('document_state').on(table.state, table.seq)
  ]
);

/** How far each device's work session is, as it last said. */
export const workReport = sqliteTable(
  'work_report',
  {
    workId: text('work_id').primaryKey(),
    documentId: text('document_id'),
    type: text({ enum: documentTypes }).notNull(),
    state: text({ enum: workStates }).notNull(),
    operatorId: text('operator_id').notNull(),
    operatorName: text('operator_name').notNull(),
    deviceId: text('device_id').notNull(),
    startedAt: integer('started_at').notNull(),
    reportedAt: integer('reported_at').notNull(),
    count: integer().notNull(),
    missing: integer().notNull()
  },
  (table) => [index('work_report_document').on(table.documentId)]
);
