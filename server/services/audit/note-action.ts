import type { AccessContext } from '../context.ts';

/**
 * Writes down what was asked, by whom, and how it ended. The log never keeps an
 * action from being answered: when it cannot be written the fault goes to the
 * server's own log.
 */
export async function noteAction(
  ctx: AccessContext & { logFault: (fault: unknown) => void },
  { action, outcome }: { action: string; outcome: string }
): Promise<void> {
  try {
    await ctx.store.access.addAudit({
      at: ctx.now(),
      personName: ctx.session?.person.name ?? null,
      deviceName: ctx.device?.name ?? null,
      address: ctx.address,
      action,
      target: ctx.audit.target?.slice(0, 200) ?? null,
      outcome
    });
  } catch (fault) {
    ctx.logFault(fault);
  }
}
