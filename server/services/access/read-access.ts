import type { AccessResponse } from '../../../src/lib/protocol/access.ts';
import type { AccessContext, Call } from '../context.ts';
import { succeed, type Result } from '../result.ts';

/** Who asks, and what they may do. Open to everyone. */
export async function readAccess({ ctx }: Call<undefined, AccessContext>): Promise<Result<AccessResponse>> {
  const { mode, session, device, role } = ctx;
  const person = session && { id: session.person.id, name: session.person.name, role: session.person.role };
  return succeed({ mode, person, device: device && { id: device.id, name: device.name }, role });
}
