import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { exportSchema, type UpkeepExport } from '../../../src/lib/protocol/upkeep.ts';

/** A file under way: one JSON value a line, gzip. */
export interface ExportFile {
  write(values: readonly unknown[]): Promise<void>;
  /** Ends the file, has it on the disk, reads it back and says what it holds. Rejects when a line is missing. */
  close(): Promise<UpkeepExport>;
}

/** The folder beside the database in which exports are kept. */
export interface ExportFolder {
  create(name: string): Promise<ExportFile>;
  /** Null when there is no such export. */
  read(name: string): Promise<{ stream: ReadableStream; bytes: number } | null>;
}

async function readBack(path: string, name: string): Promise<UpkeepExport> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), async (chunks) => {
    for await (const chunk of chunks as AsyncIterable<Buffer>) hash.update(chunk);
  });
  let movements = 0;
  for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()) })) {
    JSON.parse(line);
    movements += 1;
  }
  return { name, movements, bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

async function flushToDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}

class GzipLines implements ExportFile {
  readonly #name: string;
  readonly #path: string;
  readonly #gzip = createGzip();
  readonly #written: Promise<void>;
  #lines = 0;

  constructor(path: string, name: string) {
    this.#name = name;
    this.#path = path;
    this.#written = finished(this.#gzip.pipe(createWriteStream(path, { flags: 'wx' })));
  }

  async write(values: readonly unknown[]): Promise<void> {
    for (const value of values) {
      this.#lines += 1;
      if (!this.#gzip.write(`${JSON.stringify(value)}\n`)) await once(this.#gzip, 'drain');
    }
  }

  async close(): Promise<UpkeepExport> {
    this.#gzip.end();
    await this.#written;
    await flushToDisk(this.#path);
    const made = await readBack(this.#path, this.#name);
    if (made.movements !== this.#lines) throw new Error(`the export ${this.#name} cannot be read back whole`);
    return made;
  }
}

/** @param folder made when the first export is */
export function openExportFolder(folder: string): ExportFolder {
  return {
    async create(name) {
      mkdirSync(folder, { recursive: true });
      return new GzipLines(join(folder, name), name);
    },
    async read(name) {
      if (!exportSchema.shape.name.safeParse(name).success) return null;
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      if (!found?.isFile()) return null;
      return { stream: Readable.toWeb(createReadStream(path)) as ReadableStream, bytes: found.size };
    }
  };
}
