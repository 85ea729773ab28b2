import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../src/lib/protocol/version.ts';
import { pullResponseSchema } from '../../../src/lib/protocol/pull.ts';
import { segmentManifestSchema, type SegmentManifest } from '../../../src/lib/protocol/segments.ts';
import type { Document } from '../../../src/lib/domain/document/document.ts';
import { putDocumentResponseSchema } from '../../../src/lib/protocol/documents.ts';
import type { Movement } from '../../../src/lib/domain/movement/movement.ts';
import {
  serialDetailResponseSchema,
  unidentifiedResponseSchema,
  type SerialDetailResponse,
  type UnidentifiedResponse
} from '../../../src/lib/protocol/queries.ts';

/** Asks the server directly, as a device of its own: what it says is what was stored. */
export class ApiClient {
  readonly #url: string;
  readonly #cookie: string;

  private constructor(url: string, cookie: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  static async enrol(url: string): Promise<ApiClient> {
    const response = await fetch(`${url}/api/devices/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Contrôle' })
    });
    const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
    return new ApiClient(url, cookie);
  }

  async #get(path: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(this.#url + path, {
      headers: { cookie: this.#cookie, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) }
    });
    return { status: response.status, body: await response.json() };
  }

  /** What another device would send. */
  async post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method: 'POST',
      headers: {
        cookie: this.#cookie,
        'content-type': 'application/json',
        [PROTOCOL_HEADER]: String(PROTOCOL_VERSION)
      },
      body: JSON.stringify(body)
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** A document as the desk has written it. */
  async putDocument(document: Document): Promise<void> {
    const answer = await this.post('/api/documents', { row: document, seen: null });
    const { verdict } = putDocumentResponseSchema.parse(answer);
    if (verdict !== 'stored') throw new Error(`document not stored: ${verdict}`);
  }

  async manifest(): Promise<SegmentManifest> {
    return segmentManifestSchema.parse((await this.#get('/api/sync/segments')).body);
  }

  /** One serial with its history; null while the server does not know it. */
  async serial(productId: string, serialKey: string): Promise<SerialDetailResponse | null> {
    const { status, body } = await this.#get(`/api/serial?${new URLSearchParams({ productId, serialKey })}`);
    return status === 404 ? null : serialDetailResponseSchema.parse(body);
  }

  async unidentified(): Promise<UnidentifiedResponse['scans']> {
    return unidentifiedResponseSchema.parse((await this.#get('/api/unidentified')).body).scans;
  }

  /** A document as it stands; a story makes no more than one page of changes. */
  async document(id: string): Promise<Document | undefined> {
    const changes = (await this.#changes()).flatMap((change) =>
      change.type === 'document' && change.document.id === id ? [change.document] : []
    );
    return changes.at(-1);
  }

  async #changes() {
    const { epoch } = (await this.manifest()).cursor;
    const query = new URLSearchParams({ epoch, seq: '0', limit: '1000' });
    return pullResponseSchema.parse((await this.#get(`/api/sync/changes?${query}`)).body).changes;
  }

  /** Every movement the server holds, in commit order; a story makes no more than one page of them. */
  async movements(): Promise<Movement[]> {
    const changes = await this.#changes();
    return changes.flatMap((change) => (change.type === 'movement' ? [change.committed.movement] : []));
  }
}
