import { live } from '$lib/components/live.svelte';
import { readOperator } from '$lib/db/queries/operator';
import { listProgress, type DocumentProgress } from '$lib/db/queries/documents';
import type { Document } from '$lib/domain/document/document';
import { documentStates, documentTypes } from '$lib/domain/document/document-types';
import { todayOf } from '$lib/sync/today';
import type { Device } from '$lib/sync/device';
import { finds } from './finds';

export type TypeFilter = Document['type'] | 'all';
export type StateFilter = Document['state'] | 'all';

/** The next due first, those without a date last; closed ones behind, the latest first. */
function byUrgency({ document: a }: DocumentProgress, { document: b }: DocumentProgress): number {
  const openFirst = Number(b.state === 'open') - Number(a.state === 'open');
  if (openFirst !== 0) return openFirst;
  const [dueA, dueB] = [a.expectedOn ?? '9999', b.expectedOn ?? '9999'];
  const [first, second] = a.state === 'open' ? [dueA, dueB] : [dueB, dueA];
  return first < second ? -1 : first > second ? 1 : a.number.localeCompare(b.number);
}

/** The documents of this device, as they are sought. */
export class DocumentSearch {
  text = $state('');
  type = $state<TypeFilter>('all');
  state = $state<StateFilter>('open');
  onlyMine = $state(false);
  onlyLate = $state(false);
  readonly #all;
  readonly #count;
  readonly #who;
  readonly #partnerName: (id: string) => string;

  /** Call it while a component starts. */
  constructor(
    device: Device,
    start: { type: string | null; mine: boolean; partnerName: (id: string) => string }
  ) {
    const { db } = device;
    this.type = documentTypes.find((type) => type === start.type) ?? 'all';
    this.onlyMine = start.mine;
    this.#partnerName = start.partnerName;
    this.#all = live(() => {
      const { state } = this;
      return () => listProgress(db, state === 'all' ? undefined : state);
    });
    this.#count = live(() => () => db.documents.count());
    this.#who = live(() => async () => ({
      today: await todayOf(device),
      operatorId: (await readOperator(db))?.id ?? null,
      names: new Map((await db.readMeta('operators'))?.operators.map(({ id, name }) => [id, name]))
    }));
  }

  get isEmpty(): boolean {
    return this.#count.value === 0;
  }

  /** Undefined until the first answer. */
  get found(): DocumentProgress[] | undefined {
    return this.#all.value?.filter(({ document }) => this.#fits(document)).sort(byUrgency);
  }

  isLate({ state, expectedOn }: Document): boolean {
    const today = this.#who.value?.today;
    return state === 'open' && expectedOn !== null && today !== undefined && expectedOn < today;
  }

  /** Whose work it is; null for whoever comes first. */
  assignee({ assignedTo }: Document): string | null {
    return assignedTo === null ? null : (this.#who.value?.names.get(assignedTo) ?? assignedTo);
  }

  #fits(document: Document): boolean {
    const { type, number, note, partnerId, assignedTo } = document;
    if (this.type !== 'all' && type !== this.type) return false;
    if (this.onlyMine && (assignedTo === null || assignedTo !== this.#who.value?.operatorId)) return false;
    if (this.onlyLate && !this.isLate(document)) return false;
    return finds(this.text, [number, note, partnerId === null ? '' : this.#partnerName(partnerId)]);
  }
}

export const stateFilters: readonly StateFilter[] = [...documentStates, 'all'];
export const typeFilters: readonly TypeFilter[] = ['all', ...documentTypes];
