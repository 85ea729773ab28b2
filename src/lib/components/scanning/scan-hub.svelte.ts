import { getContext, setContext } from 'svelte';
import { goesFirst } from '../calm';
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
  /** The known product that the codes name, be it by a GTIN, a part number or its own code. */
  productId?: string | undefined;
  gtin?: string | undefined;
  serial?: string | undefined;
  lot?: string | undefined;
  partNumber?: string | undefined;
  /** The pallet or parcel (SSCC) that the serial is on; alone, it stands for what is recorded under it. */
  sscc?: string | undefined;
  /** Why nothing could be made of it, as the reader's stable code; `nothing` when no code is wrong by itself. */
  refusal?: string | undefined;
}

/** What is heard and felt: each outcome has its own. */
export type Signal =
  'ok' | 'already-scanned' | 'unknown' | 'substitute' | 'wrong-product' | 'already-out' | 'refused';

/** A run of scans as the page that takes them tells it. */
export interface SessionView {
  /** How many were stored, in words; empty for none. */
  tally: string;
  /** Null when there is nothing to undo. */
  undo: (() => void) | null;
}

/** What the page that takes a scan makes of it. */
export interface TakingPage {
  /** It takes a sheet of pieces in one go. */
  severalAtOnce: boolean;
  /** What it takes comes into stock: what is on a scanned pallet already is in stock. */
  entering: boolean;
}

type Reader = (
  codes: readonly RawCode[],
  source: ScanSource,
  page: TakingPage
) => Promise<readonly ReadScan[]>;

/** A page that takes scans, one by one and perhaps several at once. */
interface Taker {
  one: (scan: ReadScan) => void | Promise<void>;
  several?: ((scans: readonly ReadScan[]) => void | Promise<void>) | undefined;
  entering?: boolean | undefined;
}

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
  /** What the page has stored so far, and how the last scan is undone, for the same person. */
  session = $state.raw<SessionView | null>(null);
  #reader: Reader = async () => [];
  #arrived: () => Promise<void> = async () => undefined;
  #takers: Taker[] = [];
  #otherwise: Taker | null = null;
  #speaker: (signal: Signal) => void = () => undefined;
  #order: Promise<void> = Promise.resolve();

  /** Who understands codes; it may ask the person, and answers nothing when they give up. */
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

  /**
   * The page that takes scans from now on; returns what ends it.
   * @param taker.several takes the pieces of a sheet in one go; without it one of them is asked for
   * @param taker.entering what it takes comes into stock
   */
  take(taker: Taker): () => void {
    this.#takers.push(taker);
    return () => {
      this.#takers = this.#takers.filter((other) => other !== taker);
    };
  }

  /** Who takes scans where no page does; returns what ends it. */
  takeOtherwise(one: Taker['one']): () => void {
    this.#otherwise = { one };
    return () => {
      this.#otherwise = null;
    };
  }

  /** One scan after the other, so that none overtakes the one being stored. */
  put(codes: readonly RawCode[], source: ScanSource): Promise<void> {
    this.#order = this.#order
      .then(() => goesFirst(() => this.#deliver(codes, source)))
      .catch((fault: unknown) => this.#fail(fault));
    return this.#order;
  }

  async #deliver(codes: readonly RawCode[], source: ScanSource): Promise<void> {
    await this.#arrived();
    const scans = await this.#reader(codes, source, this.#page);
    await this.#arrived();
    const page = this.#takers.at(-1) ?? this.#otherwise;
    const [scan, ...more] = scans;
    if (!page || !scan) return;
    if (more.length === 0) await page.one(scan);
    else if (page.several) await page.several(scans);
    // The page changed under the question: pieces it cannot take are not taken for one.
    else this.signal('refused');
  }

  get #page(): TakingPage {
    const page = this.#takers.at(-1);
    return { severalAtOnce: page?.several !== undefined, entering: page?.entering ?? false };
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
