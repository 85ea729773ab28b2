import { gzipSync } from 'node:zlib';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { pullResponseSchema, type Change } from '../../src/lib/protocol/pull.ts';
import { pushResponseSchema, type PushResponse } from '../../src/lib/protocol/push.ts';
import { enrolResponseSchema } from '../../src/lib/protocol/queries.ts';
import type { VersionedRow } from '../../src/lib/protocol/rows.ts';
import { readSnapshot } from './snapshot-reader.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../src/lib/protocol/version.ts';

/** A device that talks to a real server, which may be another process each time. */
export class ServerClient {
  readonly deviceId: string;
  readonly #cookie: string;

  private constructor(deviceId: string, cookie: string) {
    this.deviceId = deviceId;
    this.#cookie = cookie;
  }

  static async enrol(url: string): Promise<ServerClient> {
    const body = JSON.stringify({ name: 'Terminal' });
    const response = await fetch(`${url}/api/devices/enrol`, { method: 'POST', body });
    const { deviceId } = enrolResponseSchema.parse(await response.json());
    return new ServerClient(deviceId, response.headers.getSetCookie()[0]?.split(';')[0] ?? '');
  }

  /** What each of its requests carries. */
  get headers(): Record<string, string> {
    return { cookie: this.#cookie, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
  }

  /** Rejects when there is no answer. */
  send(url: string, movements: readonly Movement[]): Promise<Response> {
    const body = gzipSync(JSON.stringify({ sentAt: Date.now(), movements }));
    return fetch(`${url}/api/sync/push`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { ...this.headers, 'content-encoding': 'gzip' }
    });
  }

  async push(url: string, movements: readonly Movement[]): Promise<PushResponse> {
    return pushResponseSchema.parse(await (await this.send(url, movements)).json());
  }

  /** The whole feed, page by page. */
  async *pullPages(url: string, epoch: string): AsyncGenerator<Change[]> {
    for (let seq = 0, more = true; more;) {
      const query = `epoch=${epoch}&seq=${seq}`;
      const response = await fetch(`${url}/api/sync/changes?${query}`, { headers: this.headers });
      const page = pullResponseSchema.parse(await response.json());
      yield page.changes;
      seq = page.cursor.seq;
      more = page.more;
    }
  }

  async pullAll(url: string, epoch: string): Promise<Change[]> {
    const changes: Change[] = [];
    for await (const page of this.pullPages(url, epoch)) changes.push(...page);
    return changes;
  }

  async readAllRows(url: string): Promise<VersionedRow[]> {
    return (await readSnapshot((path) => fetch(`${url}${path}`, { headers: this.headers }))).rows;
  }
}
