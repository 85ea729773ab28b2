import { changedWork, changeWork } from '$lib/db/commands/change-work';
import type { MovementDraft } from '$lib/db/commands/record-movement';
import type { WorkView } from '$lib/db/queries/work';
import type { DeviceErrorCode } from '$lib/db/result';
import type { WorkRow, WorkSetup } from '$lib/db/schema';
import type { Product } from '$lib/domain/catalogue/catalogue';
import type { Movement } from '$lib/domain/movement/movement';
import { normaliseSerial, serialKey, type SerialProblem } from '$lib/domain/serial/serial-identity';
import { correctionOf, isCorrectable } from '$lib/domain/settlement/correction';
import { authorOf } from '$lib/sync/author';
import type { Device } from '$lib/sync/device';
import { storeScan, type StoredScan } from './store-scan';
import { takeBack } from './take-back';

/*
 * A work session as a screen holds it: what a feature scans under it goes
 * through `store`, and everything else about it is here.
 *
 *   begin    enterWork(device, {type, document}) → WorkRow, the one under way if there is one
 *   follow   live(() => () => readWork(db, id)) → session.heed(view)
 *   scan     session.storedAgo(mark) → repeat?   session.store({draft, product})
 *   undo     session.takeBackLast() / takeBackAll() / takeBack(movement) / correct(…)
 *   end      session.finish() / goOn(); closed by `attendToWork` once the server has all of it
 *
 * Nothing is kept here that a reload would lose. Scans come one after the other
 * from the ScanHub, which holds those that arrive while one is being stored.
 */

/** What tells a repeat: the serial as its product compares serials. */
export const markOf = (product: Product | null, serial: string): string =>
  `${product?.id ?? ''}/${serialKey(serial, { exactCase: product?.exactCase ?? false })}`;

/** What a person gets to hear of an action on the list. */
export type WorkFailure = DeviceErrorCode | SerialProblem | 'same-serial';

export class WorkSession {
  /** As last read; own scans since are in it as soon as the database has told. */
  view: WorkView;
  readonly #device: Device;
  /** Mark → the movement that stored it. */
  #stored = new Map<string, Movement>();
  /** Stored by this page and not yet in `view`. */
  #ahead = new Map<string, { mark: string | null; movement: Movement }>();
  #products = new Map<string, Product>();

  constructor(device: Device, view: WorkView) {
    this.#device = device;
    this.view = $state.raw(view);
  }

  get work(): WorkRow {
    return this.view.work;
  }

  get isOpen(): boolean {
    return this.work.state === 'working';
  }

  /** Takes what the database tells of the session. */
  async heed(view: WorkView): Promise<void> {
    const standing = view.scans.filter(({ takenBack }) => !takenBack).map(({ row }) => row.movement);
    await this.#learn(standing.map(({ productId }) => productId));
    for (const { row } of view.scans) this.#ahead.delete(row.id);
    const marked = [
      ...standing.map((movement) => ({ mark: this.#markOfMovement(movement), movement })),
      ...this.#ahead.values()
    ];
    this.#stored = new Map(marked.flatMap(({ mark, movement }) => (mark === null ? [] : [[mark, movement]])));
    this.view = view;
  }

  /** How long ago, ms, the same was scanned in this session; null when it was not, or was taken back. */
  storedAgo(mark: string): number | null {
    const at = this.#stored.get(mark)?.recordedAt;
    return at === undefined ? null : Math.max(0, this.#now() - at);
  }

  /** Stores one scan in this session and judges it. */
  async store(input: {
    draft: MovementDraft;
    product: Product | null;
  }): Promise<StoredScan | { failed: DeviceErrorCode }> {
    const { draft, product } = input;
    const { serial } = draft;
    const exactCase = product?.exactCase ?? false;
    const identity =
      product && serial !== undefined
        ? { productId: product.id, serialKey: serialKey(serial, { exactCase }) }
        : null;
    const stored = await storeScan(this.#device, { draft, identity, workId: this.work.id });
    if ('failed' in stored) return stored;
    if (product) this.#products.set(product.id, product);
    const mark = serial === undefined ? null : markOf(product, serial);
    if (mark !== null) this.#stored.set(mark, stored.movement);
    this.#ahead.set(stored.movement.id, { mark, movement: stored.movement });
    return stored;
  }

  /** The last scan that stands. */
  get last(): Movement | null {
    return this.view.scans.findLast(({ takenBack }) => !takenBack)?.row.movement ?? null;
  }

  takeBackLast(): Promise<DeviceErrorCode | null> {
    return this.takeBack(this.last ? [this.last] : []);
  }

  /** Takes the whole session back in one go. */
  takeBackAll(): Promise<DeviceErrorCode | null> {
    const standing = this.view.scans.filter(({ takenBack }) => !takenBack);
    return this.takeBack(standing.map(({ row }) => row.movement));
  }

  /** @returns null when it is stored */
  async takeBack(movements: readonly Movement[]): Promise<DeviceErrorCode | null> {
    const author = await authorOf(this.#device);
    if (!author) return 'not-enrolled';
    const failure = await takeBack(this.#device, {
      movements,
      today: author.effectiveDate,
      workId: this.work.id
    });
    if (!failure) this.#forget(movements);
    return failure;
  }

  /** « I read X, it was Y », from the list. */
  async correct(movement: Movement, typed: string): Promise<WorkFailure | null> {
    const normal = normaliseSerial(typed);
    if (!normal.ok) return normal.code;
    if (normal.serial === movement.serial) return 'same-serial';
    const by = await authorOf(this.#device);
    if (!by || !isCorrectable(movement)) return 'not-enrolled';
    const truth = { productId: movement.productId, serial: normal.serial };
    const drafts = correctionOf({ movement, truth, by });
    const recorded = await this.#device.recordAll(drafts, { group: true, workId: this.work.id });
    if (!recorded.ok) return recorded.error.code;
    this.#forget([movement]);
    return null;
  }

  setUp(setup: Partial<WorkSetup>): Promise<DeviceErrorCode | null> {
    return this.#change({ setup });
  }

  /** Puts the label of a movement on the list of what is printed later, or takes it off. */
  printLater(movementId: string, wanted: boolean): Promise<DeviceErrorCode | null> {
    const others = this.work.printLater.filter((id) => id !== movementId);
    return this.#change({ printLater: wanted ? [...others, movementId] : others });
  }

  /** Keeps the reason that was given for a cause: it is offered first when the same comes again. */
  rememberReason(cause: string, reason: string): Promise<DeviceErrorCode | null> {
    return this.#change({ reasons: { [cause]: reason } });
  }

  /** Finished here, offline too; it is closed by itself once the server has all of it. */
  async finish(): Promise<DeviceErrorCode | null> {
    const failure = await this.#change({ state: 'finished' });
    if (!failure) this.#device.sync.nudge();
    return failure;
  }

  /** There is more after all. */
  goOn(): Promise<DeviceErrorCode | null> {
    return this.#change({ state: 'working' });
  }

  async #change(change: Parameters<typeof changeWork>[2]): Promise<DeviceErrorCode | null> {
    const changed = await changeWork(this.#device.db, this.work.id, change);
    if (!changed.ok) return changed.error.code;
    // The next scan must not go by what the screen has not been told yet.
    this.view = { ...this.view, work: changedWork(this.work, change) };
    return null;
  }

  #forget(movements: readonly Movement[]): void {
    const ids = new Set(movements.map(({ id }) => id));
    for (const [mark, { id }] of this.#stored) if (ids.has(id)) this.#stored.delete(mark);
    for (const id of ids) this.#ahead.delete(id);
  }

  #markOfMovement({ productId, serial }: Movement): string | null {
    if (serial === undefined) return null;
    return markOf(this.#products.get(productId ?? '') ?? null, serial);
  }

  async #learn(productIds: readonly (string | null)[]): Promise<void> {
    const unknown = [...new Set(productIds)].filter((id) => id !== null && !this.#products.has(id));
    const found = await this.#device.db.products.bulkGet(unknown.map(String));
    for (const product of found) if (product) this.#products.set(product.id, product);
  }

  #now(): number {
    return this.#device.clock.now() + this.#device.sync.state.serverOffsetMs;
  }
}
