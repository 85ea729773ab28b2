import { live } from '$lib/components/live.svelte';
import { readStockRows } from '$lib/db/queries/stock-rows';
import type { DeviceErrorCode } from '$lib/db/result';
import type { StockKey } from '$lib/domain/stock/stock-effect';
import { stockToken } from '$lib/domain/stock/stock-token';
import type { StockMovementsResponse } from '$lib/protocol/stock';
import type { DeskApi } from '$lib/sync/desk-api';
import type { Device } from '$lib/sync/device';

/** The movements of a product by quantity, place and lot after place and lot, as the server has them. */
export class StockDetail {
  movements = $state.raw<StockMovementsResponse['movements']>([]);
  error = $state<DeviceErrorCode | null>(null);
  asking = $state(false);
  #picked = $state<string>();
  readonly #rows;
  readonly tokenOf = stockToken;

  /** Call it while a component starts. */
  constructor(api: DeskApi, device: Device, productId: () => string) {
    this.#rows = live(() => {
      const asked = productId();
      return () => readStockRows(device.db, { productId: asked });
    });
    $effect(() => {
      const key = this.keys.find((one) => stockToken(one) === this.chosen);
      if (key) void this.#ask(api, key);
    });
  }

  get keys(): StockKey[] {
    return (this.#rows.value ?? []).map(({ row }) => row);
  }

  get chosen(): string {
    const [first] = this.keys;
    return this.#picked ?? (first ? stockToken(first) : '');
  }

  choose(token: string): void {
    this.#picked = token;
  }

  async #ask(api: DeskApi, key: StockKey): Promise<void> {
    this.asking = true;
    const answer = await api.stockMovements(key);
    this.asking = false;
    this.error = answer.ok ? null : answer.error.code;
    this.movements = answer.ok ? answer.value.movements : [];
  }
}
