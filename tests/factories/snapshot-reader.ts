import { gunzipSync } from 'node:zlib';
import type { VersionedRow } from '../../src/lib/protocol/rows.ts';
import { readSegment, segmentManifestSchema, type SegmentManifest } from '../../src/lib/protocol/segments.ts';
import { decodeSegment } from '../../src/lib/protocol/segment-rows.ts';

const GZIP = 0x1f;

/** The text of a segment: `fetch` has unpacked it, an app that is asked without a network has not. */
async function textOf(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  return new TextDecoder().decode(bytes[0] === GZIP ? gunzipSync(bytes) : bytes);
}

/** Everything that a first sync downloads, in key order. */
export async function readSnapshot(
  get: (path: string) => Response | Promise<Response>
): Promise<{ manifest: SegmentManifest; rows: VersionedRow[] }> {
  const manifest = segmentManifestSchema.parse(await (await get('/api/sync/segments')).json());
  const rows: VersionedRow[] = [];
  for (const { hash } of manifest.segments) {
    const segment = readSegment(await textOf(await get(`/api/sync/segments/${hash}`)));
    if (!segment) throw new Error('not a segment');
    rows.push(...decodeSegment(segment));
  }
  return { manifest, rows };
}
