import { uuidV7 } from '../../domain/id.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import type { MetaValues } from '../schema.ts';
import { storageError } from '../storage-error.ts';

export interface EnrolledDevice {
  deviceId: string;
  deviceName: string;
  /** Wall clock, ms, and 10 random bytes: for a new incarnation, should one begin. */
  now: number;
  random: Uint8Array;
}

/**
 * Notes which device the server says this is. When it says another one than
 * before (a new token after the old one was lost), a new incarnation begins at
 * sequence 1: numbers have no gaps within one device and incarnation.
 */
export async function setDeviceIdentity(
  db: DouchetteDatabase,
  enrolled: EnrolledDevice
): Promise<Result<MetaValues['identity']>> {
  const { deviceId, deviceName, now, random } = enrolled;
  try {
    return await db.transaction('rw', db.meta, async () => {
      const held = await db.readMeta('identity');
      const sameDevice = held !== undefined && (held.deviceId === null || held.deviceId === deviceId);
      const incarnation = sameDevice ? held.incarnation : uuidV7({ now: Math.max(0, now), random });
      const identity = { deviceId, deviceName, incarnation };
      await db.writeMeta('identity', identity);
      if (!sameDevice) {
        const sequence = await db.readMeta('sequence');
        await db.writeMeta('sequence', { next: 1, lastRecordedAt: sequence?.lastRecordedAt ?? null });
      }
      return done(identity);
    });
  } catch (error) {
    return failed(storageError(error));
  }
}

/** Who this device is; `deviceId` is null until the first enrolment. */
export async function readDeviceIdentity(db: DouchetteDatabase): Promise<MetaValues['identity'] | null> {
  return (await db.readMeta('identity')) ?? null;
}
