import { compareCodePoints } from '../../src/lib/domain/text/compare-code-points.ts';
import type { SerialIdentity } from './store.ts';

export { compareCodePoints };

/** The order of rows: by serial key, then by product. */
export function compareIdentities(a: SerialIdentity, b: SerialIdentity): number {
  return compareCodePoints(a.serialKey, b.serialKey) || compareCodePoints(a.productId, b.productId);
}
