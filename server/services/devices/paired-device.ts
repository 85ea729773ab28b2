import type { AccessContext } from '../context.ts';
import type { Device } from '../../store/store.ts';

/** A device that the desk has let in; null for none, and for that of a key, which is managed with its key. */
export async function pairedDevice({ store }: AccessContext, id: string): Promise<Device | null> {
  return (await store.keys.keyById(id)) === null ? store.deviceById(id) : null;
}
