import { advance, type SyncEffect, type SyncEvent, type Transition } from '../../src/lib/sync/sync-state.ts';
import { initialSyncState } from '../../src/lib/sync/initial-sync-state.ts';

const workEffects = ['lock', 'enrol', 'push', 'park', 'begin-snapshot', 'store-rows', 'pull', 'finish'];
/** Is it something that is reported back? */
export const isWork = (effect: SyncEffect): boolean => workEffects.includes(effect.type);

/** A network, server and storage that never fail, with so much to do. */
export class GoodWorld {
  waiting: number;
  pages = 2;
  passes = 0;

  constructor(waiting: number) {
    this.waiting = waiting;
  }

  report(effect: SyncEffect): SyncEvent | null {
    const shown = { done: 1, total: 2, bytes: 1, totalBytes: 2, leftMs: null };
    switch (effect.type) {
      case 'lock':
        return { type: 'locked', enrolled: false, feed: 'none', waiting: this.waiting };
      case 'enrol':
        return { type: 'enrolled', waiting: this.waiting };
      case 'push': {
        const sent = Math.min(effect.limit, Math.max(0, this.waiting - effect.skip));
        this.waiting -= sent;
        return { type: 'pushed', sent, settled: sent, held: 0, waiting: this.waiting };
      }
      case 'park':
        return { type: 'parked', waiting: this.waiting };
      case 'begin-snapshot':
        return { type: 'snapshot-began', progress: shown, waiting: 0 };
      case 'store-rows':
        this.pages -= 1;
        return { type: 'rows-stored', progress: shown, last: this.pages <= 0 };
      case 'pull':
        this.pages -= 1;
        return { type: 'pulled', more: this.pages > 0 };
      case 'finish':
        this.passes += 1;
        return { type: 'finished', at: 99, overgrown: this.passes === 1 };
      case 'unlock':
      case 'schedule':
        return null;
    }
  }
}

/** A machine in some state, after some events. */
export interface Life extends Transition {
  /** The work that has been asked for and not yet reported. */
  pending: SyncEffect | undefined;
}

export function live(events: readonly SyncEvent[]): Life {
  let life: Life = { state: initialSyncState, effects: [], pending: undefined };
  for (const event of events) {
    const next = advance(life.state, event);
    const asked = next.effects.find(isWork);
    const kept = next.state.step === life.state.step ? life.pending : undefined;
    life = { ...next, pending: asked ?? kept };
  }
  return life;
}
