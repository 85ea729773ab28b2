import type { ListedDevice } from '../../../src/lib/protocol/access.ts';
import type { AccessContext, Call } from '../context.ts';
import { succeed, type Result } from '../result.ts';

/** Ranges of missing numbers that a person is shown. */
const GAPS_SHOWN = 20;

/** Every device that was ever let in, with how it last was and what of it never arrived; the devices of keys are listed with the keys. */
export async function listDevices({
  ctx
}: Call<undefined, AccessContext>): Promise<Result<{ devices: ListedDevice[] }>> {
  const [known, keys] = await Promise.all([ctx.store.access.listDevices(), ctx.store.keys.listKeys()]);
  const devices = known.filter(({ id }) => !keys.some((key) => key.id === id));
  const gaps = await Promise.all(
    devices.map(({ id }) => ctx.store.readGaps({ deviceId: id, limit: GAPS_SHOWN }))
  );
  return succeed({
    devices: devices.map((device, place) => {
      const revokedAt = ctx.revocations.deviceRevokedAt(device.id);
      const isRevoked = revokedAt !== null && device.tokenIssuedAt <= revokedAt;
      const { tokenIssuedAt: _, ...listed } = device;
      return {
        ...listed,
        revokedAt: isRevoked ? revokedAt : null,
        missing: gaps[place] ?? [],
        current: device.id === ctx.device?.id
      };
    })
  });
}
