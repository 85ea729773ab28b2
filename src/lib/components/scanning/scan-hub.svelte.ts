import { getContext, setContext } from 'svelte';
import type { Outcome } from '../feedback/outcome';

export type ScanSource = 'camera' | 'wedge' | 'typed';

/** One code as it was read or typed, nothing understood yet. */
export interface RawCode {
  text: string;
  symbology?: string | undefined;
}

/** One scan, understood: what the codes of a label say together. */
export interface ReadScan {
  source: ScanSource;
  /** Everything that was read, codes joined by a line break. */
  raw: string;
  /** The codes one by one: a place or a product may be recognised by its label as it is. */
  codes: readonly string[];
  gtin?: string | undefined;
  serial?: string | undefined;
  lot?: string | undefined;
  partNumber?: string | undefined;
}

/** What is heard and felt: each outcome has its own. */
export type Signal = 'ok' | 'already-scanned' | 'unknown' | 'wrong-product' | 'already-out' | 'refused';

type Reader = (codes: readonly RawCode[], source: ScanSource) => Promise<ReadScan | null>;
type Handler = (scan: ReadScan) => void | Promise<void>;

/**
 * Where scans arrive and where they go: camera, hardware scanner and typing put
 * codes in; the page that is shown takes them out.
 */
export class ScanHub {
  cameraOpen = $state(false);
  /** The page takes one scan after the other: the camera stays open. */
  inARow = $state(false);
  /** What the page made of the last scan, for a person who looks through the camera. */
  outcome = $state.raw<Outcome | null>(null);
  #reader: Reader = async () => null;
  #arrived: () => Promise<void> = async () => undefined;
  #handlers: Handler[] = [];
  #speaker: (signal: Signal) => void = () => undefined;
  #order: Promise<void> = Promise.resolve();

  /** Who understands codes; it may ask the person and answers null when they give up. */
  readWith(reader: Reader): void {
    this.#reader = reader;
  }

  /** A scan made on the way to another page is for that page: it waits until `arrived` resolves. */
  deliverAfter(arrived: () => Promise<void>): void {
    this.#arrived = arrived;
  }

  /** Who makes the sounds. */
  speakWith(speaker: (signal: Signal) => void): void {
    this.#speaker = speaker;
  }

  signal(signal: Signal): void {
    this.#speaker(signal);
  }

  /** The page that takes scans from now on; returns what ends it. */
  take(handler: Handler): () => void {
    this.#handlers.push(handler);
    return () => {
      this.#handlers = this.#handlers.filter((other) => other !== handler);
    };
  }

  /** One scan after the other, so that none overtakes the one being stored. */
  put(codes: readonly RawCode[], source: ScanSource): Promise<void> {
    this.#order = this.#order
      .then(() => this.#deliver(codes, source))
      .catch((fault: unknown) => this.#fail(fault));
    return this.#order;
  }

  async #deliver(codes: readonly RawCode[], source: ScanSource): Promise<void> {
    const scan = await this.#reader(codes, source);
    await this.#arrived();
    if (scan) await this.#handlers.at(-1)?.(scan);
  }

  /** One scan that goes wrong must not silence the scanner for those after it. */
  #fail(fault: unknown): void {
    this.signal('refused');
    reportError(fault);
  }
}

const KEY = Symbol('scan-hub');

export const setScanHub = (hub: ScanHub): ScanHub => setContext(KEY, hub);
export const useScanHub = (): ScanHub => getContext<ScanHub>(KEY);
