import { live } from '$lib/components/live.svelte';
import { readOperator } from '$lib/db/queries/operator';
import { listDocuments } from '$lib/db/queries/documents';
import { openAnomaliesHere } from '$lib/db/queries/open-anomalies';
import type { DocumentType } from '$lib/domain/document/document';
import { documentTypes } from '$lib/domain/document/document-types';
import type { Role } from '$lib/protocol/roles';
import { todayOf } from '$lib/sync/today';
import type { AccessApi } from '$lib/sync/access-api';
import type { Device } from '$lib/sync/device';
import { readRole, writeRole } from '$lib/work/role-memory';

/** The open documents of one type. */
export interface WaitingTasks {
  type: DocumentType;
  count: number;
  mine: number;
  late: number;
}

/** What a role looks at first. */
const orders: Record<Role, readonly DocumentType[]> = {
  operator: ['pick', 'receipt', 'transfer', 'count'],
  desk: ['receipt', 'pick', 'count', 'transfer'],
  admin: ['receipt', 'pick', 'count', 'transfer']
};

/** What waits for whoever holds this device, by their role. */
export class Waiting {
  #role = $state<Role>('operator');
  readonly #tasks;
  readonly #anomalies;

  /** Call it while a component starts. */
  constructor(device: Device, api: AccessApi) {
    const { db } = device;
    this.#role = readRole(localStorage) ?? 'operator';
    this.#tasks = live(() => async () => {
      const [documents, operator, today] = await Promise.all([
        listDocuments(db),
        readOperator(db),
        todayOf(device)
      ]);
      const open = documents.filter(({ state }) => state === 'open');
      return documentTypes.map((type): WaitingTasks => {
        const own = open.filter((document) => document.type === type);
        return {
          type,
          count: own.length,
          mine: own.filter(({ assignedTo }) => assignedTo !== null && assignedTo === operator?.id).length,
          late: own.filter(({ expectedOn }) => expectedOn !== null && expectedOn < today).length
        };
      });
    });
    this.#anomalies = live(() => async () => (await openAnomaliesHere(db)).length);
    $effect(() => void this.#askRole(api));
  }

  /** Undefined until the first answer; only what there is anything of. */
  get tasks(): WaitingTasks[] | undefined {
    const tasks = this.#tasks.value;
    return (
      tasks && orders[this.#role].flatMap((type) => tasks.filter((one) => one.type === type && one.count > 0))
    );
  }

  /** Anomalies are for the desk to settle; an operator is told of the own ones elsewhere. */
  get anomalies(): number {
    return this.#role === 'operator' ? 0 : (this.#anomalies.value ?? 0);
  }

  async #askRole(api: AccessApi): Promise<void> {
    const answer = await api.access();
    if (!answer.ok || answer.value.role === null) return;
    this.#role = answer.value.role;
    writeRole(localStorage, this.#role);
  }
}
