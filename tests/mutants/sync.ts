import type { Mutant } from './mutant.ts';

/** Ways in which a sync loses, doubles or hides movements: the simulation must catch each of them. */
export const syncMutants: Mutant[] = [
  {
    name: 'moves the cursor without the rows of the page',
    file: 'src/lib/db/commands/apply-changes.ts',
    from: 'await putNewerRows(db, rows)',
    to: 'await putNewerRows(db, rows.slice(1))'
  },
  {
    name: 'takes rows off the queue when their request was sent',
    file: 'src/lib/sync/steps.ts',
    from: '    const firstId = movements[0]?.id ?? null;',
    to: '    await db.outbox.bulkDelete(movements.map(({ id }) => id));\n    const firstId = movements[0]?.id ?? null;'
  },
  {
    name: 'never sends a reversal',
    file: 'src/lib/db/queries/queue.ts',
    from: '  const movements = rows.map(({ movement }) => movement);',
    to: "  const movements = rows.map(({ movement }) => movement).filter(({ kind }) => kind !== 'reversal');"
  },
  {
    name: 'offers nothing again to a restored server',
    file: 'src/lib/db/commands/reoffer.ts',
    from: 'known !== null && (known.epoch !== present.epoch || known.seq > present.seq)',
    to: 'known === null'
  },
  {
    name: 'does not compare marks',
    file: 'server/store/memory/memory-moments.ts',
    from: 'return id === undefined || id === this.#markAt(seq);',
    to: 'return true;'
  },
  {
    name: 'sends what waited under a lost identity as its own',
    file: 'src/lib/sync/steps.ts',
    from: 'madeBy === undefined || madeBy === identity?.deviceId',
    to: 'madeBy !== null'
  },
  {
    name: 'parks everything when the answer that gave it another id was lost',
    file: 'src/lib/sync/steps.ts',
    from: "answer.verdict === 'refused' && answer.code === 'foreign-origin'",
    to: "answer.verdict === 'refused' && answer.code === 'busy'"
  },
  {
    name: 'puts an older row over a newer one',
    file: 'src/lib/db/versions.ts',
    from: 'row.version > (known[place]?.version ?? -1)',
    to: 'row.version < (known[place]?.version ?? 1e9)'
  },
  {
    name: 'accepts an envelope in parts',
    file: 'server/store/envelopes.ts',
    from: 'if (envelope.members.size < envelope.size)',
    to: 'if (envelope.members.size < 1)'
  },
  {
    name: 'stores a repeated movement twice',
    file: 'server/store/plan-batch.ts',
    from: 'const recorded = this.#known.storedById.get(id) ?? this.#fresh.get(id);',
    to: 'const recorded = this.#fresh.get(id);'
  },
  {
    name: 'hides an own scan between its answer and the pull',
    file: 'src/lib/db/layering.ts',
    from: 'return cursor?.epoch === known.epoch && known.seq <= Math.max(cursor.seq, row?.version ?? 0);',
    to: 'return cursor?.epoch !== known.epoch || known.seq > cursor.seq;'
  },
  {
    name: 'goes on asking with a cursor that the server does not know',
    file: 'src/lib/sync/sync-state.ts',
    from: "actionOf(error) === 'resync' && !state.resyncTried",
    to: "actionOf(error) === 'resync' && state.resyncTried"
  }
];
