import { foldable } from '../../../src/lib/domain/movement/movement.ts';
import { projectSerial } from '../../../src/lib/domain/serial/serial-row.ts';
import type { CommittedMovement, VersionedRow } from '../../../src/lib/protocol/rows.ts';
import { differingFields } from '../compare-rows.ts';
import type { Commit } from '../plan-batch.ts';
import { planPurge } from '../purge.ts';
import type { PurgeStep, Step, Upkeep } from '../upkeep.ts';

/** What upkeep needs of the maps of a memory store. */
export interface UpkeepAccess {
  /** Every serial, always in the same order. */
  serials(): { row: VersionedRow; commits: readonly Commit[] }[];
  toCommitted(commit: Commit): CommittedMovement;
  /** Replaces a row as a change of its own in the feed. */
  replaceRow(row: VersionedRow): void;
}

const historyOf = (commits: readonly Commit[]) =>
  commits.map(({ movement, stamp }) => foldable(movement, stamp));

/** Upkeep on maps: nothing is packed, but the same is counted as put away. */
export function createMemoryUpkeep(access: UpkeepAccess): Upkeep {
  const archived = new Set<string>();

  function page({ after, limit }: Step) {
    const found = access.serials().slice(after, after + limit);
    return { found, next: found.length < limit ? null : after + limit };
  }

  function leaving({ row, commits }: { row: VersionedRow; commits: readonly Commit[] }, step: PurgeStep) {
    const plan = planPurge({ identity: row, history: historyOf(commits), ...step });
    const ids = new Set(plan?.archivedIds);
    return commits.filter(({ movement: { id } }) => ids.has(id) && !archived.has(id));
  }

  return {
    async readPurgeable(step) {
      const { found, next } = page(step);
      const committed = found.flatMap((one) => leaving(one, step)).map(access.toCommitted);
      return {
        serials: found.length,
        movements: committed.length,
        committed: structuredClone(committed),
        next
      };
    },
    async purge(step) {
      const { found, next } = page(step);
      const left = found.flatMap((one) => leaving(one, step));
      for (const { movement } of left) archived.add(movement.id);
      return { ok: true, value: { serials: found.length, movements: left.length, next } };
    },
    async recalculate(step) {
      const { found, next } = page(step);
      const differences = found.flatMap(({ row, commits }) => {
        const folded = projectSerial(row, historyOf(commits)).row;
        const fields = differingFields(row, folded);
        if (fields.length === 0) return [];
        access.replaceRow({ ...folded, warnings: row.warnings, version: row.version });
        return [{ productId: row.productId, serialKey: row.serialKey, fields }];
      });
      const movements = found.reduce((sum, { commits }) => sum + commits.length, 0);
      return { ok: true, value: { serials: found.length, movements, differences, next } };
    }
  };
}
