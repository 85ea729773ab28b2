import type { Device, Store } from '../../store/store.ts';
import { isTokenShaped, tokenHash } from './device-token.ts';

/** The device that a token belongs to; null for none, a malformed one or one that is not known. */
export async function identifyDevice(input: {
  store: Store;
  token: string | undefined;
}): Promise<Device | null> {
  const { store, token } = input;
  if (token === undefined || !isTokenShaped(token)) return null;
  return store.deviceByTokenHash(tokenHash(token));
}
