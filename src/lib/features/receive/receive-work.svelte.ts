import { onceCalm } from '$lib/components/calm';
import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import type { MovementDraft } from '$lib/db/commands/record-movement';
import { readStandings } from '$lib/db/queries/standings';
import type { DeviceErrorCode } from '$lib/db/result';
import type { Location, Product } from '$lib/domain/catalogue/catalogue';
import type { Document } from '$lib/domain/document/document';
import { tallyDocument, type DocumentTally } from '$lib/domain/document/tally';
import type { FoldableMovement, Movement } from '$lib/domain/movement/movement';
import { MICROS_PER_UNIT } from '$lib/domain/quantity';
import { explainMisfit } from '$lib/domain/serial/explain-misfit';
import { normaliseSerial, serialKey } from '$lib/domain/serial/serial-identity';
import { authorOf } from '$lib/sync/author';
import type { Device } from '$lib/sync/device';
import { doubtOf, type Doubt } from '$lib/work/doubt';
import { fillingOf, type Filling } from '$lib/work/fill';
import { quantityIn, unitsOf } from '$lib/work/units';
import { markOf, type WorkSession } from '$lib/work/work-session.svelte';
import type { Expectation, Told } from './receive-told';

/** Goods without serial, of which a person is asked how many came. */
export interface AskedQuantity {
  product: Product;
  unitAt: number;
  lot: string;
  typed: string;
}

/** A piece that a person looks at before it is stored. */
interface Doubted {
  piece: Piece;
  why: Doubt['why'];
}

interface Piece {
  product: Product | null;
  serial: string;
  filling: Filling;
  scan: ReadScan;
}

const hasSerials = ({ tracking }: Product): boolean => tracking === 'serial' || tracking === 'lot-and-serial';

const exactOf = (product: Product | null): boolean => product?.exactCase ?? false;

/**
 * Receiving, with or without an expected document: what each scan is, and what
 * the document says of it. What was said once — supplier, place, the product of
 * labels that say a serial only — stands in the session's set-up.
 */
export class ReceiveWork {
  told = $state.raw<Told>({ kind: 'ready' });
  turn = $state(0);
  asked = $state.raw<AskedQuantity | null>(null);
  doubted = $state.raw<Doubted | null>(null);
  /** The next piece is damaged: it goes to quarantine. */
  damaged = $state(false);
  /** As it is shown: a moment behind while scans pour in. */
  tally = $state.raw<DocumentTally | null>(null);
  #counted: DocumentTally | null = null;
  readonly session: WorkSession;
  readonly #device: Device;
  readonly #document: Document | null;
  readonly #hear: (told: Told) => void;
  #products = new Map<string, Product>();
  /** Those that name the document; what is known once stays known. */
  #movements = new Map<string, FoldableMovement>();

  constructor(input: {
    device: Device;
    document: Document | null;
    session: WorkSession;
    hear: (told: Told) => void;
  }) {
    this.#device = input.device;
    this.#document = input.document;
    this.session = input.session;
    this.#hear = input.hear;
  }

  /** Heeds what was done under the document by now, here and elsewhere. */
  async heed(movements: readonly FoldableMovement[]): Promise<void> {
    for (const movement of movements) this.#movements.set(movement.id, movement);
    await this.#learnProducts();
    this.#count();
  }

  async take(scan: ReadScan): Promise<void> {
    if (!this.session.isOpen) return this.tell({ kind: 'ended' });
    this.doubted = null;
    await this.#learnProducts();
    const expected = scan.serial === undefined ? null : this.#expectedProduct(scan.serial);
    const { chosen, filling } = await this.#understand(scan, expected);
    if (filling.location) return this.choosePlace(filling.location);
    if (filling.serial !== undefined)
      return this.#takeSerial(filling.serial, { filling, scan, expected, chosen });
    if (filling.product) return this.#takeProduct(filling.product, filling);
    this.tell({ kind: 'refused', code: scan.raw });
  }

  async #understand(
    scan: ReadScan,
    expected: Product | null
  ): Promise<{ chosen: Product | null; filling: Filling }> {
    const chosen = expected ?? (await this.chosenProduct());
    return { chosen, filling: await fillingOf(this.#device.db, scan, chosen) };
  }

  async choosePlace(location: Location): Promise<void> {
    const failure = await this.session.setUp({ toLocationId: location.id });
    this.tell(failure ? { kind: 'failed', error: failure } : { kind: 'place', code: location.code });
  }

  /** The product of labels that say a serial only: the one chosen last, or the only one with serials that is expected. */
  async chosenProduct(): Promise<Product | null> {
    const { productId } = this.session.work.setup;
    if (productId !== null) return (await this.#device.db.products.get(productId)) ?? null;
    const expected = new Set(this.#document?.lines.map((line) => line.productId));
    const products = [...expected].flatMap((id) => this.#products.get(id) ?? []);
    const [only, ...more] = products.filter(hasSerials);
    return only && more.length === 0 ? only : null;
  }

  /** Stores what a person has looked at. */
  async keepDoubted(): Promise<void> {
    const { doubted } = this;
    this.doubted = null;
    if (doubted) await this.#store(doubted.piece);
  }

  /** Stores the quantity that was asked for; false while what stands there is no quantity. */
  async storeQuantity(asked: AskedQuantity): Promise<boolean> {
    const { product, unitAt } = asked;
    const units = unitsOf(product);
    const micros = quantityIn(asked.typed, units[unitAt] ?? units[0]);
    if (micros === null) return false;
    const lot = asked.lot.trim();
    const goods = { productId: product.id, quantityMicros: micros, ...(lot !== '' && { lot }) };
    const stored = await this.#record({ ...goods, capture: 'typed' }, product);
    if (!stored) return true;
    this.asked = null;
    const quantity = `${asked.typed.trim()} ${(units[unitAt] ?? units[0]).name}`;
    const expectation = this.#expectationOf(stored.movement);
    this.tell({ kind: 'quantity', code: product.code, quantity, expectation });
    return true;
  }

  /** Says what became of taking back so many. */
  async undone(count: number, undo: Promise<DeviceErrorCode | null>): Promise<void> {
    const failure = await undo;
    this.tell(failure ? { kind: 'failed', error: failure } : { kind: 'takenBack', count });
  }

  tell(told: Told): void {
    this.told = told;
    this.turn += 1;
    this.#hear(told);
  }

  async #takeProduct(product: Product, { lot = '', unitAt = 0 }: Filling): Promise<void> {
    if (hasSerials(product)) {
      const failure = await this.session.setUp({ productId: product.id });
      return this.tell(
        failure ? { kind: 'failed', error: failure } : { kind: 'product', code: product.code }
      );
    }
    if (this.session.work.setup.toLocationId === null)
      return this.tell({ kind: 'noPlace', code: product.code });
    this.asked = { product, unitAt, lot, typed: '' };
  }

  async #takeSerial(
    read: string,
    found: { filling: Filling; scan: ReadScan; expected: Product | null; chosen: Product | null }
  ): Promise<void> {
    const { filling, scan, expected, chosen } = found;
    const normal = normaliseSerial(read);
    if (!normal.ok) return this.tell({ kind: 'refused', code: read });
    const { serial } = normal;
    const isUnknown = filling.unknownProduct !== undefined;
    const product = filling.product ?? (isUnknown ? null : chosen);
    const agoMs = this.session.storedAgo(markOf(product, serial));
    if (agoMs !== null) return this.tell({ kind: 'repeat', code: serial, agoMs });
    if (this.session.work.setup.toLocationId === null) return this.tell({ kind: 'noPlace', code: serial });
    const piece = { product, serial, filling, scan };
    const isSure = expected !== null || filling.product !== undefined || product === null;
    const doubt = isSure ? null : await this.#doubt(product, serial);
    if (!doubt) return this.#store(piece);
    this.doubted = { piece, why: doubt.why };
    this.tell({ kind: 'doubtful', why: doubt.why, code: serial });
  }

  async #doubt(product: Product, serial: string): Promise<Doubt | null> {
    const rule = { exactCase: product.exactCase };
    const pattern = product.serialPattern;
    const fits = !pattern || explainMisfit(pattern, serial, rule).length === 0;
    const [known] = await readStandings(this.#device.db, product.id, [serialKey(serial, rule)]);
    return known ? doubtOf({ fits, known }) : null;
  }

  async #store({ product, serial, filling, scan }: Piece): Promise<void> {
    const { lot, unknownProduct } = filling;
    const { damaged } = this;
    const stored = await this.#record(
      {
        productId: product?.id ?? null,
        quantityMicros: MICROS_PER_UNIT,
        serial,
        ...(lot !== undefined && { lot }),
        ...(scan.sscc !== undefined && { container: scan.sscc }),
        ...(!product && unknownProduct !== undefined && { productHint: unknownProduct }),
        ...(damaged && { condition: 'quarantine' as const }),
        capture: scan.source,
        rawScan: scan.raw.slice(0, 4096)
      },
      product
    );
    if (!stored) return;
    this.damaged = false;
    const { judgement, movement } = stored;
    const expectation = this.#expectationOf(movement);
    this.tell({ kind: 'stored', code: serial, judgement, expectation, damaged });
  }

  async #record(
    goods: Pick<MovementDraft, 'productId' | 'quantityMicros' | 'capture'> & Partial<MovementDraft>,
    product: Product | null
  ) {
    const author = await authorOf(this.#device);
    const { toLocationId, partnerId, document } = this.session.work.setup;
    if (!author || toLocationId === null) {
      this.tell({ kind: 'failed', error: 'not-enrolled' });
      return null;
    }
    const draft: MovementDraft = {
      ...goods,
      ...author,
      kind: 'receipt',
      toLocationId,
      ...(partnerId !== null && { partnerId }),
      ...(document !== '' && { document })
    };
    const stored = await this.session.store({ draft, product });
    if (!('failed' in stored)) return stored;
    this.tell({ kind: 'failed', error: stored.failed });
    return null;
  }

  /** The product under which the document announces this serial. */
  #expectedProduct(read: string): Product | null {
    const normal = normaliseSerial(read);
    if (!normal.ok || !this.#document) return null;
    const line = this.#document.lines.find(({ productId, serials }) => {
      const rule = { exactCase: exactOf(this.#products.get(productId) ?? null) };
      const key = serialKey(normal.serial, rule);
      return serials.some((serial) => serialKey(serial, rule) === key);
    });
    return line ? (this.#products.get(line.productId) ?? null) : null;
  }

  #expectationOf(movement: Movement): Expectation {
    if (!this.#document) return 'free';
    this.#movements.set(movement.id, movement);
    this.#count();
    const tally = this.#counted;
    const extra = tally?.extras.find(({ movementId }) => movementId === movement.id);
    if (extra) return extra.reason;
    const seen = tally?.lines
      .flatMap((line) => line.seen)
      .find(({ movementId }) => movementId === movement.id);
    return seen?.as ?? 'unlisted';
  }

  #count(): void {
    if (!this.#document) return;
    this.#counted = tallyDocument({
      document: this.#document,
      movements: [...this.#movements.values()],
      isExactCase: (id) => exactOf(this.#products.get(id) ?? null)
    });
    onceCalm(() => (this.tally = this.#counted));
  }

  async #learnProducts(): Promise<void> {
    const named = new Set([
      ...(this.#document?.lines ?? []).map(({ productId }) => productId),
      ...[...this.#movements.values()].flatMap(({ productId }) => productId ?? [])
    ]);
    const unknown = [...named].filter((id) => !this.#products.has(id));
    if (unknown.length === 0) return;
    for (const product of await this.#device.db.products.bulkGet(unknown)) {
      if (product) this.#products.set(product.id, product);
    }
  }
}
