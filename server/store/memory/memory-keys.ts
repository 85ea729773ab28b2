import { tokenOfKey, type KeyEntry, type KeyRecord, type KeyStore } from '../integrations.ts';
import { compareCodePoints } from '../key-order.ts';
import type { Written } from '../written.ts';
import type { MemoryAccess } from './memory-access.ts';

const written: Written<null> = { ok: true, value: null };

type Kept = KeyRecord & Pick<KeyEntry, 'lastUsedAt' | 'revokedAt'>;

/** Keys for other programs on a map. */
export class MemoryKeys implements KeyStore {
  readonly #keys = new Map<string, Kept>();
  readonly #devices: MemoryAccess;

  constructor(devices: MemoryAccess) {
    this.#devices = devices;
  }

  #toEntry({ secretHash: _, ...key }: Kept): KeyEntry {
    return structuredClone({ ...key, name: this.#devices.device(key.id)?.name ?? key.name });
  }

  addKey: KeyStore['addKey'] = async (key) => {
    const { id, name, createdAt: enrolledAt } = key;
    this.#devices.addDevice({ id, name, tokenHash: tokenOfKey(id), enrolledAt });
    this.#keys.set(id, { ...structuredClone(key), lastUsedAt: null, revokedAt: null });
    return written;
  };

  keyById: KeyStore['keyById'] = async (id) => {
    const key = this.#keys.get(id);
    return key ? this.#toEntry(key) : null;
  };

  keyBySecretHash: KeyStore['keyBySecretHash'] = async (hash) => {
    const key = [...this.#keys.values()].find(({ secretHash }) => secretHash === hash);
    return key ? this.#toEntry(key) : null;
  };

  listKeys: KeyStore['listKeys'] = async () =>
    [...this.#keys.values()]
      .sort((a, b) => b.createdAt - a.createdAt || compareCodePoints(b.id, a.id))
      .map((key) => this.#toEntry(key));

  revokeKey: KeyStore['revokeKey'] = async ({ id, at }) => {
    const key = this.#keys.get(id);
    if (key) key.revokedAt ??= at;
    return written;
  };

  touchKey: KeyStore['touchKey'] = async ({ id, at }) => {
    const key = this.#keys.get(id);
    if (key) key.lastUsedAt = at;
    return written;
  };
}
