/**
 * What the log needs of a file; the sync access handle of OPFS is one. Older
 * browsers answer some of these with a promise, so all are awaited.
 */
export interface LogFile {
  getSize(): number | Promise<number>;
  read(into: Uint8Array, options: { at: number }): number;
  /** @returns how many bytes were written */
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void | Promise<void>;
  /** Resolves once what was written is on disk. */
  flush(): void | Promise<void>;
  close(): void | Promise<void>;
}

/** A file in memory, whose unflushed bytes a crash may take. */
export class MemoryLogFile implements LogFile {
  bytes = new Uint8Array(0);
  /** What a crash leaves for certain. */
  flushed = new Uint8Array(0);
  /** Bytes that still fit; a write beyond them throws as a full disk does. */
  space = Number.POSITIVE_INFINITY;

  getSize(): number {
    return this.bytes.length;
  }

  read(into: Uint8Array, { at }: { at: number }): number {
    const part = this.bytes.subarray(at, at + into.length);
    into.set(part);
    return part.length;
  }

  write(bytes: Uint8Array, { at }: { at: number }): number {
    const end = Math.max(this.bytes.length, at + bytes.length);
    if (end > this.space) throw new DOMException('no space left', 'QuotaExceededError');
    const next = new Uint8Array(end);
    next.set(this.bytes);
    next.set(bytes, at);
    this.bytes = next;
    return bytes.length;
  }

  truncate(size: number): void {
    this.bytes = this.bytes.slice(0, size);
  }

  flush(): void {
    this.flushed = this.bytes.slice();
  }

  close(): void {
    this.flush();
  }
}
