import type { ProtocolError } from '../protocol/errors.ts';
import type { Cursor, PullResponse } from '../protocol/pull.ts';
import type { PushRequest, PushResponse } from '../protocol/push.ts';
import type {
  EnrolRequest,
  EnrolResponse,
  SerialDetailResponse,
  StatusResponse,
  UnidentifiedResponse
} from '../protocol/queries.ts';
import type { SegmentManifest } from '../protocol/segments.ts';
import type { NearSerialsResponse, SerialSearchResponse } from '../protocol/serial-search.ts';
import type { SerialQuery } from '../domain/serial/serial-query.ts';
import type { Result } from '../db/result.ts';
import type { SerialIdentity } from '../db/schema.ts';

/** What the server said, or why there is no answer: a code of `errorTable`, never an exception. */
export type Answer<Value> = Result<Value, ProtocolError>;

/**
 * The server as a device sees it: one method for each request of the wire. The
 * http transport and the fake pass one conformance suite
 * (`tests/conformance/transport.ts`).
 *
 * No method rejects. Without a connection, or past its time, the answer is
 * `unreachable`; an answer that is not what the protocol says is
 * `unreadable-answer`.
 */
export interface Transport {
  /** Gives this browser its device token if it has none; the same device is answered otherwise. */
  enrol(request: EnrolRequest): Promise<Answer<EnrolResponse>>;
  status(): Promise<Answer<StatusResponse>>;
  push(request: PushRequest): Promise<Answer<PushResponse>>;
  /** @param request.known the latest moment of the server that was seen: it may be of a later epoch than the cursor */
  pull(request: { cursor: Cursor; known?: Cursor | undefined; limit: number }): Promise<Answer<PullResponse>>;
  /** @param known the latest moment of the server that was seen; undefined before any */
  segmentManifest(known: Cursor | undefined): Promise<Answer<SegmentManifest>>;
  /**
   * The text of one segment of a manifest, whose SHA-256 is the hash.
   * `not-found`: its set is no longer served, a new manifest is to be asked for.
   */
  segment(hash: string): Promise<Answer<string>>;
  /** One serial with its whole history, as the server has it. */
  readSerial(identity: SerialIdentity): Promise<Answer<SerialDetailResponse>>;
  /**
   * The server's list of serials, page by page; what is left out of the query is as in `everySerial`.
   *
   * @param request.after the `next` of the page before; none for the first
   */
  searchSerials(
    request: Partial<SerialQuery> & { limit: number; after?: string | null }
  ): Promise<Answer<SerialSearchResponse>>;
  /** "Did you mean" among all serials of the server, or those of one product; the likeliest first. */
  nearSerials(request: { text: string; productId?: string }): Promise<Answer<NearSerialsResponse>>;
  /** Scans whose product nobody knows yet. */
  unidentified(): Promise<Answer<UnidentifiedResponse>>;
  /** Fills an empty server with demonstration data. */
  fillDemo(request: { serials?: number }): Promise<Answer<null>>;
  /** Begins with one site and nothing in stock. */
  startEmpty(request: { siteName: string; timeZone: string }): Promise<Answer<null>>;
}
