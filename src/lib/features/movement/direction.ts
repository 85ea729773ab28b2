import type { Partner } from '$lib/domain/catalogue/catalogue';
import { kindRule, kindsOnForm, movementKindCodes, type MovementKind } from '$lib/domain/movement/kind';

/** The four movement forms: what comes in, what goes out, what moves within, and what is set apart. */
export type Direction = 'entry' | 'exit' | 'transfer' | 'condition';

/** The kinds that a form offers, the usual one first. */
export function kindsFor(direction: Direction): MovementKind[] {
  if (direction === 'entry' || direction === 'exit') return kindsOnForm(direction);
  const effect = direction === 'transfer' ? 'move' : 'condition';
  return movementKindCodes.filter((kind) => kindRule(kind).effect === effect);
}

/** Which places a kind is about: where the thing is taken from, and where it goes. */
export function placesOf(kind: MovementKind): { from: boolean; to: boolean } {
  const { effect } = kindRule(kind);
  if (effect === 'move') return { from: kind !== 'transfer-arrival', to: true };
  return { from: effect === 'leave' || effect === 'condition', to: effect === 'enter' };
}

/** Whom a movement may name: nobody outside has a part in what moves within the house. */
export function partnerRoleOf(kind: MovementKind): Partner['roles'][number] | null {
  const { effect, partner } = kindRule(kind);
  if (partner) return partner;
  return effect === 'enter' ? 'supplier' : effect === 'leave' ? 'customer' : null;
}
