import { setDeviceIdentity } from '$lib/db/commands/set-device-identity';
import type { DouchetteDatabase } from '$lib/db/database';
import type { DeviceErrorCode } from '$lib/db/result';
import { pageAccessApi } from '$lib/sync/access-api';
import { platformName, platformRandom } from '$lib/sync/browser-device';
import { fetchOperators } from '$lib/sync/device-duties';
import { createHttpTransport } from '$lib/sync/http-transport';

/**
 * Joins the server with the code of the desk. The device says who it was, so that
 * it gets its identity back and what waits on it stays its own.
 *
 * @returns why not, or null when it is paired
 */
export async function pairThisDevice(db: DouchetteDatabase, code: string): Promise<DeviceErrorCode | null> {
  const transport = createHttpTransport({ fetch: (url, init) => fetch(url, init) });
  const before = (await db.readMeta('identity'))?.deviceId ?? undefined;
  const enrolled = await transport.enrol({ name: platformName(), deviceId: before, pairing: code });
  if (!enrolled.ok) return enrolled.error.code;
  const { deviceId, name: deviceName } = enrolled.value;
  const noted = await setDeviceIdentity(db, {
    deviceId,
    deviceName,
    now: Date.now(),
    random: platformRandom(10)
  });
  await fetchOperators(db, pageAccessApi());
  return noted.ok ? null : noted.error.code;
}
