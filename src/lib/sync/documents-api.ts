import type { Document } from '../domain/document/document.ts';
import type { Put, PutAnswer } from '../protocol/catalogue.ts';
import {
  closeDocumentResponseSchema,
  documentMovementsResponseSchema,
  putDocumentResponseSchema,
  workReportResponseSchema,
  type CloseDocumentAnswer,
  type CloseDocumentRequest,
  type DocumentMovementsResponse,
  type WorkReportRequest,
  type WorkReportResponse
} from '../protocol/documents.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import type { Answer } from './transport.ts';

/** What is asked of the server about documents and the work on them. No method rejects (see `Transport`). */
export interface DocumentsApi {
  putDocument(put: Put<Document>): Promise<Answer<PutAnswer<Document>>>;
  closeDocument(request: CloseDocumentRequest): Promise<Answer<CloseDocumentAnswer>>;
  /** The movements that name it, and who works on it. */
  documentMovements(id: string): Promise<Answer<DocumentMovementsResponse>>;
  reportWork(request: WorkReportRequest): Promise<Answer<WorkReportResponse>>;
}

export function createDocumentsApi({ get, post }: HttpClient): DocumentsApi {
  return {
    putDocument: (put) => post('/documents', putDocumentResponseSchema, put),
    closeDocument: (request) => post('/documents/close', closeDocumentResponseSchema, request),
    documentMovements: (id) =>
      get(`/documents/${encodeURIComponent(id)}/movements`, documentMovementsResponseSchema),
    reportWork: (request) => post('/work/report', workReportResponseSchema, request)
  };
}

/** Requests about documents from this page. */
export function pageDocumentsApi(): DocumentsApi {
  return createDocumentsApi(createHttpClient({ fetch: (url, init) => fetch(url, init) }));
}
