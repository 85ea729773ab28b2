import { foldSerial } from '../domain/serial/fold-serial.ts';
import { selectNearRows } from '../domain/serial/near-rows.ts';
import { selectSerials } from '../domain/serial/serial-matcher.ts';
import { everySerial } from '../domain/serial/serial-query.ts';
import { NEAR_LIMIT } from '../protocol/serial-search.ts';
import { PUSH_LIMIT } from '../protocol/version.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { SerialDetailResponse } from '../protocol/queries.ts';
import { done, failed } from '../db/result.ts';
import type { SerialIdentity } from '../db/schema.ts';
import type { FakeServer } from './fake-server.ts';
import type { Answer, Transport } from './transport.ts';

const refuse = (code: ErrorCode): Answer<never> => failed({ code });

/** What crosses a wire is a copy: neither side sees the other's later changes. */
const copied = <Value>(value: Value): Answer<Value> => done(structuredClone(value));

function detailOf(server: FakeServer, identity: SerialIdentity): SerialDetailResponse | null {
  const row = server.row(identity);
  if (!row) return null;
  const byId = new Map(server.history(identity).map((committed) => [committed.movement.id, committed]));
  const { history } = foldSerial([...byId.values()].map(({ movement }) => movement));
  return {
    row,
    history: history.flatMap(({ movementId, live, after, anomaly }) => {
      const committed = byId.get(movementId);
      return committed ? [{ ...committed, live, after, anomaly }] : [];
    })
  };
}

/** A connection to a `FakeServer` that never fails by itself, for the device of the given id. */
export function createFakeTransport(server: FakeServer, device: { id: string }): Transport {
  const isEnrolled = (): boolean => server.enrolled.has(device.id);
  return {
    async enrol({ name }) {
      server.enrolled.add(device.id);
      return copied({ deviceId: device.id, name, epoch: server.epoch, serverNow: server.now });
    },
    async status() {
      const empty = server.catalogue.products.length === 0 && server.catalogue.sites.length === 0;
      const { epoch, now: serverNow } = server;
      return copied({ name: 'douchette' as const, version: 'fake', protocol: 1, epoch, empty, serverNow });
    },
    async push({ movements, relay }) {
      if (!isEnrolled()) return refuse('not-enrolled');
      if (movements.length === 0) return refuse('malformed-request');
      if (movements.length > PUSH_LIMIT) return refuse('batch-too-large');
      const { epoch, now: serverNow } = server;
      const madeBy = relay?.deviceId ?? device.id;
      const answers = server.push({ carrierDeviceId: device.id, madeBy }, structuredClone(movements));
      return copied({ serverNow, at: { epoch, seq: server.seq }, answers, missing: [] });
    },
    async pull({ cursor, limit }) {
      if (!isEnrolled()) return refuse('not-enrolled');
      const page = server.changesSince(cursor, limit);
      return page ? copied({ ...page, serverNow: server.now }) : refuse('cursor-unknown');
    },
    async segmentManifest() {
      if (!isEnrolled()) return refuse('not-enrolled');
      const cursor = { epoch: server.epoch, seq: server.seq };
      const segments = await server.segments();
      return copied({
        serverNow: server.now,
        cursor,
        serialCount: segments.reduce((sum, { count }) => sum + count, 0),
        catalogue: server.catalogue,
        stock: server.stock,
        documents: [],
        segments
      });
    },
    async segment(hash) {
      if (!isEnrolled()) return refuse('not-enrolled');
      const text = server.segmentTexts.get(hash);
      return text === undefined ? refuse('not-found') : done(text);
    },
    async readSerial(identity) {
      const detail = detailOf(server, identity);
      return detail ? copied(detail) : refuse('not-found');
    },
    async searchSerials({ limit, after = null, ...query }) {
      const { rows, counts } = selectSerials(server.rows, { ...everySerial, ...query }, server.catalogue);
      const from = after === null ? 0 : Number(after);
      const next = from + limit < rows.length ? String(from + limit) : null;
      return copied({ rows: rows.slice(from, from + limit), total: rows.length, counts, next });
    },
    async nearSerials({ text, productId = null }) {
      const query = { text, productId, limit: NEAR_LIMIT };
      const { products } = server.catalogue;
      const exactCaseOf = (id: string) => products.find((product) => product.id === id)?.exactCase ?? false;
      return copied({ rows: selectNearRows(server.rows, query, exactCaseOf) });
    },
    async unidentified() {
      return copied({ scans: server.unidentified });
    },
    async fillDemo() {
      return refuse('not-empty');
    },
    async startEmpty({ siteName, timeZone }) {
      if (server.catalogue.sites.length > 0) return refuse('not-empty');
      server.catalogue.sites.push({ id: 'site-1', code: 'S1', name: siteName, timeZone, archived: false });
      return done(null);
    }
  };
}
