import { createHash } from 'node:crypto';
import type { ZlibOptions } from 'node:zlib';

/**
 * What packing and hashing give, without the threads of the runtime: those answer
 * when they are done by the clock on the wall, and what happens meanwhile would
 * differ from run to run of one seed.
 */

/** The runtime's own, though an import of it is replaced. */
const zlib = process.getBuiltinModule('node:zlib');

type Called = (fault: Error | null, bytes?: Buffer) => void;

const soon =
  (work: (bytes: Uint8Array | string, options: ZlibOptions) => Buffer) =>
  (bytes: Uint8Array | string, options: ZlibOptions, called: Called): void =>
    queueMicrotask(() => {
      try {
        called(null, work(bytes, options));
      } catch (fault) {
        called(fault instanceof Error ? fault : new Error(String(fault)));
      }
    });

/** In place of `node:zlib`. */
export function threadlessZlib() {
  const replaced = {
    gzip: soon(zlib.gzipSync),
    gunzip: soon((bytes, options) => zlib.gunzipSync(Buffer.from(bytes), options))
  };
  return { ...zlib, ...replaced, default: { ...zlib, ...replaced } };
}

/** In place of `src/lib/sync/gzip.ts`. */
export const gzip = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(zlib.gzipSync(bytes));

/** In place of `src/lib/sync/hash-text.ts`. */
export const hashText = async (text: string): Promise<string> =>
  createHash('sha256').update(text).digest('hex');
