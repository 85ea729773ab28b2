import type { Operator } from '../../../src/lib/domain/movement/movement.ts';
import type { AccessContext } from '../context.ts';

/** Told once while the server runs: a phone that goes on for a week must not fill the log. */
const told = new WeakMap<object, Set<string>>();

/**
 * A movement says who made it, and nothing proves it: a phone may be old, or lie.
 * A fact is never refused for that. Who is named and is not known here, or has no
 * access any more, is written into the log of actions, for the desk to look at.
 */
export async function flagOperators(ctx: AccessContext, named: readonly Operator[]): Promise<void> {
  if (ctx.mode === 'open' || !ctx.device) return;
  const flagged = told.get(ctx.store) ?? new Set<string>();
  told.set(ctx.store, flagged);
  const operators = new Map(named.map((operator) => [operator.id, operator]));
  for (const { id, name } of operators.values()) {
    const key = `${ctx.device.id} ${id}`;
    if (flagged.has(key)) continue;
    const person = await ctx.store.access.personById(id);
    const isShut = person !== null && (person.disabled || ctx.revocations.isPersonDisabled(id));
    if (person && !isShut) continue;
    flagged.add(key);
    await ctx.store.access.addAudit({
      at: ctx.now(),
      personName: null,
      deviceName: ctx.device.name,
      address: ctx.address,
      action: person ? 'disabled-operator' : 'unknown-operator',
      target: `${name} (${id})`.slice(0, 200),
      outcome: 'done'
    });
  }
}
