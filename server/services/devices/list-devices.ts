import type { ListedDevice } from '../../../src/lib/protocol/access.ts';
import type { AccessContext, Call } from '../context.ts';
import { succeed, type Result } from '../result.ts';

/** Every device that was ever let in, with how it last was. */
export async function listDevices({
  ctx
}: Call<undefined, AccessContext>): Promise<Result<{ devices: ListedDevice[] }>> {
  const devices = await ctx.store.access.listDevices();
  return succeed({
    devices: devices.map((device) => {
      const revokedAt = ctx.revocations.deviceRevokedAt(device.id);
      const isRevoked = revokedAt !== null && device.tokenIssuedAt <= revokedAt;
      const { tokenIssuedAt: _, ...listed } = device;
      return { ...listed, revokedAt: isRevoked ? revokedAt : null, current: device.id === ctx.device?.id };
    })
  });
}
