import { compareCodePoints } from '../../src/lib/domain/text/compare-code-points.ts';
import type { SerialIdentity } from './store.ts';

export { compareCodePoints };

export function compareIdentities(a: SerialIdentity, b: SerialIdentity): number {
  return compareCodePoints(a.productId, b.productId) || compareCodePoints(a.serialKey, b.serialKey);
}
