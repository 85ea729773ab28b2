import { foldable } from '../../../src/lib/domain/movement/movement.ts';
import { projectSerial } from '../../../src/lib/domain/serial/serial-row.ts';
import { projectStock } from '../../../src/lib/domain/stock/stock-row.ts';
import type { CommittedMovement, VersionedRow, VersionedStockRow } from '../../../src/lib/protocol/rows.ts';
import { differingFields, differingStockFields } from '../compare-rows.ts';
import type { Commit } from '../plan-batch.ts';
import { planPurge, planStockPurge } from '../purge.ts';
import type { Difference, PurgeStep, Step, Upkeep } from '../upkeep.ts';

interface Kept<Row> {
  row: Row;
  commits: readonly Commit[];
}

/** What upkeep needs of the maps of a memory store; rows always in the same order. */
export interface UpkeepAccess {
  serials(): Kept<VersionedRow>[];
  stock(): Kept<VersionedStockRow>[];
  toCommitted(commit: Commit): CommittedMovement;
  /** Replaces a row as a change of its own in the feed; `at` is now. */
  replaceRow(row: VersionedRow, at: number): void;
  replaceStock(row: VersionedStockRow, at: number): void;
}

/** One row, whatever it is of. */
interface UpkeepRow {
  commits: readonly Commit[];
  archivedIds(step: PurgeStep): string[];
  repair(at: number): Difference | null;
}

const historyOf = (commits: readonly Commit[]) =>
  commits.map(({ movement, stamp }) => foldable(movement, stamp));

function serialRow({ row, commits }: Kept<VersionedRow>, access: UpkeepAccess): UpkeepRow {
  return {
    commits,
    archivedIds: (step) =>
      planPurge({ identity: row, history: historyOf(commits), ...step })?.archivedIds ?? [],
    repair(at) {
      const folded = projectSerial(row, historyOf(commits)).row;
      const fields = differingFields(row, folded);
      if (fields.length === 0) return null;
      access.replaceRow({ ...folded, warnings: row.warnings, version: row.version }, at);
      return { productId: row.productId, serialKey: row.serialKey, locationId: null, lot: null, fields };
    }
  };
}

function stockRow({ row, commits }: Kept<VersionedStockRow>, access: UpkeepAccess): UpkeepRow {
  return {
    commits,
    archivedIds: (step) =>
      planStockPurge({ key: row, history: historyOf(commits), ...step })?.archivedIds ?? [],
    repair(at) {
      const folded = projectStock(row, historyOf(commits)).row;
      const fields = differingStockFields(row, folded);
      if (fields.length === 0) return null;
      access.replaceStock({ ...folded, version: row.version }, at);
      const { productId, locationId, lot } = row;
      return { productId, serialKey: null, locationId, lot, fields };
    }
  };
}

/** Upkeep on maps: nothing is packed, but the same is counted as put away. */
export function createMemoryUpkeep(access: UpkeepAccess): Upkeep {
  const archived = new Set<string>();

  function page({ of, after, limit }: Step) {
    const rows =
      of === 'serial'
        ? access.serials().map((kept) => serialRow(kept, access))
        : access.stock().map((kept) => stockRow(kept, access));
    const found = rows.slice(after, after + limit);
    return { found, next: found.length < limit ? null : after + limit };
  }

  function leaving({ commits, archivedIds }: UpkeepRow, step: PurgeStep): Commit[] {
    const ids = new Set(archivedIds(step));
    return commits.filter(({ movement: { id } }) => ids.has(id) && !archived.has(id));
  }

  return {
    async readPurgeable(step) {
      const { found, next } = page(step);
      const committed = [...new Set(found.flatMap((row) => leaving(row, step)))].map(access.toCommitted);
      return { rows: found.length, movements: committed.length, committed: structuredClone(committed), next };
    },
    async purge(step) {
      const { found, next } = page(step);
      let movements = 0;
      for (const row of found) {
        const left = leaving(row, step);
        for (const { movement } of left) archived.add(movement.id);
        movements += left.length;
      }
      return { ok: true, value: { rows: found.length, movements, next } };
    },
    async recalculate(step) {
      const { found, next } = page(step);
      const differences = found.flatMap((row) => row.repair(step.at) ?? []);
      const movements = found.reduce((sum, { commits }) => sum + commits.length, 0);
      return { ok: true, value: { rows: found.length, movements, differences, next } };
    }
  };
}
