import { scanMemory } from '../db/queries/scan-memory.ts';
import type { Author } from '../domain/settlement/fact.ts';
import type { Device } from './device.ts';
import { todayAt } from './today.ts';

/** Who makes facts on this device now, on today's date of its site; null before the first visit is done. */
export async function authorOf(device: Pick<Device, 'db' | 'clock' | 'sync'>): Promise<Author | null> {
  const { operator, site } = await scanMemory(device.db);
  return operator && { operator, effectiveDate: todayAt(site, device) };
}
