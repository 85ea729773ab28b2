import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { readTally } from '$lib/db/queries/documents';
import type { MovementDraft } from '$lib/db/commands/record-movement';
import { readSerialView } from '$lib/db/queries/serial-view';
import type { Location, Product } from '$lib/domain/catalogue/catalogue';
import { withPlacesInside } from '$lib/domain/count/count-scope';
import type { Document } from '$lib/domain/document/document';
import type { Movement } from '$lib/domain/movement/movement';
import { judgePick, needsReason, type PickFinding } from '$lib/domain/picking/judge-pick';
import { judgeQuantity } from '$lib/domain/picking/judge-quantity';
import { formatQuantity, MICROS_PER_UNIT, parseQuantity } from '$lib/domain/quantity';
import { serialKey } from '$lib/domain/serial/serial-identity';
import type { SerialState } from '$lib/domain/serial/serial-state';
import { authorOf } from '$lib/sync/author';
import type { Device } from '$lib/sync/device';
import { fillingOf, type Filling } from '$lib/work/fill';
import { markOf, type WorkSession } from '$lib/work/work-session.svelte';
import type { LineTally } from '$lib/domain/document/tally';
import { askQuantity, type AskedQuantity, type TakenQuantity } from './asked-quantity';
import type { Told } from './pick-told';

/** A piece in the hand, ready to be stored. */
interface Piece {
  product: Product | null;
  draft: Omit<MovementDraft, 'operator' | 'effectiveDate' | 'kind' | 'document'>;
  code: string;
}

/** What a person is asked before the piece goes. */
export interface AskedReason {
  piece: Piece;
  finding: PickFinding;
}

/** A scan of a serial, looked at and not stored yet. */
type Seen = { kind: 'again' } | { kind: 'unidentified' | PickFinding; piece: Piece };

/**
 * Picking one order, or what leaves without one: each scan is judged before it is stored, by what this device
 * knows of the serial and of the order. What is taken lies in the work session.
 */
export class PickWork {
  told = $state.raw<Told>({ kind: 'ready' });
  turn = $state(0);
  /** Where the picker said to stand. */
  place = $state.raw<Location | null>(null);
  reason = $state.raw<AskedReason | null>(null);
  asked = $state.raw<AskedQuantity | null>(null);
  readonly session: WorkSession;
  readonly #device: Device;
  /** Null for a shipment without an order. */
  readonly #document: Document | null;
  readonly #hear: (told: Told) => void;

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

  async take(scan: ReadScan): Promise<void> {
    if (!this.#isReady()) return;
    const filling = await fillingOf(this.#device.db, scan, await this.#onlyProduct());
    if (filling.location) {
      this.place = filling.location;
      return this.#tell({ kind: 'place', code: filling.location.code });
    }
    if (filling.serial !== undefined) return this.#takeSerial(filling, scan);
    if (scan.sscc !== undefined) return this.pack(scan.sscc);
    if (filling.product) return this.#takeProduct(filling.product, filling.lot ?? '');
    this.#tell({ kind: 'refused', code: scan.raw });
  }

  /**
   * Takes the pieces of a pallet or of a sheet. Those that a person would be asked
   * about are left, and counted: each is to be scanned by itself.
   */
  async takeSeveral(scans: readonly ReadScan[]): Promise<void> {
    if (!this.#isReady()) return;
    let taken = 0;
    for (const scan of scans) {
      const filling = await fillingOf(this.#device.db, scan, await this.#onlyProduct());
      const seen = await this.#see(filling, scan);
      if (seen.kind === 'again') continue;
      if (seen.kind !== 'unidentified' && needsReason(seen.kind)) continue;
      if (await this.#store(seen.piece)) taken += 1;
    }
    this.#tell({ kind: 'several', taken, left: scans.length - taken });
  }

  /** What is taken from now on goes into this parcel; its own label again closes it. */
  async pack(sscc: string | null): Promise<void> {
    const { parcel = null } = this.session.work.setup;
    const next = sscc === parcel ? null : sscc;
    const failure = await this.session.setUp({ parcel: next });
    if (failure) return this.#tell({ kind: 'failed', error: failure });
    if (next === null) this.#tell({ kind: 'packed', code: parcel ?? '' });
    else this.#tell({ kind: 'parcel', code: next });
  }

  /** Stores the piece that was asked about. */
  async takeFor(reason: string): Promise<void> {
    const { reason: asked } = this;
    this.reason = null;
    if (!asked) return;
    const { piece, finding } = asked;
    await this.session.rememberReason(finding, reason);
    const stored = await this.#store({ ...piece, draft: { ...piece.draft, label: reason } });
    if (stored) this.#tell({ kind: 'reasoned', code: piece.code, reason });
  }

  putBack(): void {
    const { reason } = this;
    this.reason = null;
    if (reason) this.#tell({ kind: 'putBack', code: reason.piece.code });
  }

  /** Takes a quantity, or asks for a reason first; false while what stands there is no quantity. */
  async takeQuantity(asked: AskedQuantity, { typed, lot, source }: TakenQuantity): Promise<boolean> {
    const micros = parseQuantity(typed);
    if (micros === null) return false;
    const { product, lines } = asked;
    const said = lot.trim() === '' ? null : lot.trim();
    const draft = {
      productId: product.id,
      quantityMicros: micros,
      ...(said !== null && { lot: said }),
      ...(source.locationId !== null && { fromLocationId: source.locationId }),
      capture: 'typed' as const
    };
    const piece = { product, draft, code: product.code };
    const goods = { productId: product.id, lot: said, quantityMicros: micros };
    const finding = judgeQuantity({ goods, lines, heldMicros: source.heldMicros });
    this.asked = null;
    if (needsReason(finding)) {
      this.reason = { piece, finding };
      this.#tell({ kind: 'found', code: product.code, finding });
    } else if (await this.#store(piece)) {
      const quantity = `${formatQuantity(micros)} ${product.unit}`;
      this.#tell({ kind: 'quantity', code: product.code, quantity });
    }
    return true;
  }

  async undo(): Promise<void> {
    const { last } = this.session;
    if (!last) return;
    const failure = await this.session.takeBackLast();
    this.#tell(failure ? { kind: 'failed', error: failure } : { kind: 'takenBack', code: last.serial ?? '' });
  }

  /** What a label that says a serial only is taken for, where one product is ordered. */
  async #onlyProduct(): Promise<Product | null> {
    const [only, ...more] = new Set(this.#document?.lines.map(({ productId }) => productId));
    if (only === undefined || more.length > 0) return null;
    return (await this.#device.db.products.get(only)) ?? null;
  }

  async #lines(): Promise<readonly LineTally[]> {
    return this.#document ? (await readTally(this.#device.db, this.#document)).lines : [];
  }

  /** Says why not, where nothing is taken now. */
  #isReady(): boolean {
    // The piece that is asked about is in a hand: no other one takes its place unseen.
    const unanswered = this.reason?.piece ?? (this.asked && { code: this.asked.product.code });
    if (!this.session.isOpen) this.#tell({ kind: 'ended' });
    else if (unanswered) this.#tell({ kind: 'unanswered', code: unanswered.code });
    else return true;
    return false;
  }

  async #takeProduct(product: Product, lot: string): Promise<void> {
    if (product.tracking === 'serial' || product.tracking === 'lot-and-serial')
      return this.#tell({ kind: 'serialNeeded', code: product.code });
    const { place } = this;
    const lines = await this.#lines();
    const fromLocationId = this.#document?.fromLocationId ?? null;
    this.asked = await askQuantity(this.#device.db, { product, lot, place, fromLocationId, lines });
  }

  async #takeSerial(filling: Filling, scan: ReadScan): Promise<void> {
    const code = filling.serial ?? '';
    const seen = await this.#see(filling, scan);
    if (seen.kind === 'again') return this.#tell({ kind: 'again', code });
    const { kind, piece } = seen;
    if (kind !== 'unidentified' && needsReason(kind)) this.reason = { piece, finding: kind };
    else if (!(await this.#store(piece))) return;
    this.#tell(kind === 'unidentified' ? { kind, code } : { kind: 'found', code, finding: kind });
  }

  async #see(filling: Filling, scan: ReadScan): Promise<Seen> {
    const { serial = '', lot, unknownProduct } = filling;
    const product = filling.product ?? (unknownProduct === undefined ? await this.#onlyProduct() : null);
    if (this.session.storedAgo(markOf(product, serial)) !== null) return { kind: 'again' };
    const known = product ? await this.#known(product, serial) : null;
    const from = known?.locationId ?? this.place?.id;
    const draft = {
      productId: product?.id ?? null,
      quantityMicros: MICROS_PER_UNIT,
      serial,
      ...(lot !== undefined && { lot }),
      ...(from !== undefined && { fromLocationId: from }),
      ...(scan.sscc !== undefined && { container: scan.sscc }),
      ...(!product && unknownProduct !== undefined && { productHint: unknownProduct }),
      capture: scan.source,
      rawScan: scan.raw.slice(0, 4096)
    };
    const piece = { product, draft, code: serial };
    if (!product) return { kind: 'unidentified', piece };
    return { kind: await this.#judge(product, { serial, lot: lot ?? null, known }), piece };
  }

  async #judge(
    product: Product,
    found: { serial: string; lot: string | null; known: SerialState | null }
  ): Promise<PickFinding> {
    const { db } = this.#device;
    const keyOf = (one: string) => serialKey(one, { exactCase: product.exactCase });
    const lines = await this.#lines();
    const placeIds = this.place && withPlacesInside(this.place.id, await db.locations.toArray());
    return judgePick({
      piece: {
        productId: product.id,
        serialKey: keyOf(found.serial),
        lot: found.lot ?? found.known?.lot ?? null
      },
      known: found.known,
      lines,
      placeIds,
      keyOf
    });
  }

  async #known(product: Product, serial: string): Promise<SerialState | null> {
    const key = serialKey(serial, { exactCase: product.exactCase });
    const view = await readSerialView(this.#device.db, { productId: product.id, serialKey: key });
    return view?.row.state ?? null;
  }

  async #store({ product, draft }: Piece): Promise<Movement | null> {
    const author = await authorOf(this.#device);
    if (!author) {
      this.#tell({ kind: 'failed', error: 'not-enrolled' });
      return null;
    }
    const { setup } = this.session.work;
    const { number, partnerId } = this.#document ?? { number: setup.document, partnerId: setup.partnerId };
    const container = setup.parcel ?? draft.container;
    const stored = await this.session.store({
      draft: {
        ...draft,
        ...author,
        kind: 'shipment',
        ...(container !== undefined && { container }),
        ...(number !== '' && { document: number }),
        ...(partnerId !== null && { partnerId })
      },
      product
    });
    if (!('failed' in stored)) return stored.movement;
    this.#tell({ kind: 'failed', error: stored.failed });
    return null;
  }

  #tell(told: Told): void {
    this.told = told;
    this.turn += 1;
    this.#hear(told);
  }
}
