import { openAnomaliesHere } from '../../src/lib/db/queries/open-anomalies.ts';
import type { DouchetteDatabase } from '../../src/lib/db/database.ts';
import type { MovementDraft } from '../../src/lib/domain/movement/draft.ts';
import { physicalKinds } from '../../src/lib/domain/movement/kind.ts';
import { foldable, type FoldableMovement, type Movement } from '../../src/lib/domain/movement/movement.ts';
import { acceptanceOf } from '../../src/lib/domain/settlement/acceptance.ts';
import { correctionOf, isCorrectable, namingOf } from '../../src/lib/domain/settlement/correction.ts';
import { missingMovement } from '../../src/lib/domain/settlement/missing-movement.ts';
import { productionOf } from '../../src/lib/domain/settlement/production.ts';
import { reversalOf, reversalsOfGroup } from '../../src/lib/domain/settlement/reversal.ts';
import { draftOf, testProduct, TEST_EPOCH_MS, type SeededRandom } from '../factories/device.ts';
import { testAuthor as by } from '../factories/phones.ts';

const serials = ['S1', 'S2', 'S3', 'S4'] as const;
const places = ['a-01', 'a-02'] as const;
const productId = testProduct.id;

/** What a person does at once: one movement, or several in an envelope. */
export interface Act {
  name: string;
  drafts: readonly MovementDraft[];
  group: boolean;
}

/** What there is to act upon. */
export interface Situation {
  db: DouchetteDatabase;
  random: SeededRandom;
  recorded: readonly Movement[];
}

type Propose = (situation: Situation) => Promise<Omit<Act, 'name'> | null>;

const one = (draft: MovementDraft) => ({ drafts: [draft], group: false });
const envelope = (drafts: readonly MovementDraft[] | null) => drafts && { drafts, group: true };

function physical(random: SeededRandom, over: Partial<MovementDraft>): MovementDraft {
  const startsAt = TEST_EPOCH_MS - 8 * 3_600_000 - random.below(3) * 86_400_000;
  const draft = draftOf({
    kind: random.pick(physicalKinds),
    toLocationId: random.pick(places),
    ...(random.next() < 0.5 && { fromLocationId: random.pick(places) }),
    ...(random.next() < 0.2 && { lot: 'L1' }),
    ...(random.next() < 0.15 && { chosenDay: { startsAt, endsAt: startsAt + 86_400_000 } }),
    ...over
  });
  return draft;
}

function withoutSerial({ serial: _serial, ...draft }: MovementDraft, units: number): MovementDraft {
  return { ...draft, quantityMicros: units * 1_000_000 };
}

/** An own movement, as it is known here. */
async function anyOwn({ db, random, recorded }: Situation): Promise<FoldableMovement | null> {
  if (recorded.length === 0) return null;
  const movement = random.pick(recorded);
  return foldable(movement, (await db.outbox.get(movement.id))?.acknowledgement ?? null);
}

async function anyAnomaly({ db, random }: Situation) {
  const open = await openAnomaliesHere(db);
  return open.length === 0 ? null : random.pick(open);
}

/** Everything that people do, each as often as it is named. */
const proposals: Record<string, Propose> = {
  scan: async ({ random }) => one(physical(random, { serial: random.pick(serials) })),
  'scan again': async ({ random }) => one(physical(random, { serial: random.pick(serials) })),
  quantity: async ({ random }) => one(withoutSerial(physical(random, {}), 1 + random.below(5))),
  unidentified: async ({ random }) =>
    one(physical(random, { productId: null, serial: random.pick(serials) })),
  pallet: async ({ random }) => {
    const kind = random.pick(['receipt', 'shipment', 'transfer'] as const);
    return envelope(
      serials.slice(0, 2 + random.below(3)).map((serial) => physical(random, { kind, serial }))
    );
  },
  production: async ({ random }) =>
    envelope(
      productionOf({
        productId,
        produced: [{ serial: random.pick(serials) }],
        consumed: [{ productId, quantityMicros: 2_000_000, fromLocationId: random.pick(places) }],
        toLocationId: random.pick(places),
        document: 'OF-1',
        by
      })
    ),
  'take back': async (situation) => {
    const movement = await anyOwn(situation);
    return movement && one(reversalOf({ movement, by }));
  },
  'take an envelope back': async (situation) => {
    const movement = await anyOwn(situation);
    const group = movement?.group;
    if (!group) return null;
    const movements = situation.recorded.filter((other) => other.group?.id === group.id);
    return envelope(reversalsOfGroup({ movements, by }));
  },
  correct: async (situation) => {
    const movement = await anyOwn(situation);
    if (!movement || !isCorrectable(movement)) return null;
    const truth = { productId, serial: situation.random.pick(serials) };
    return envelope(correctionOf({ movement, truth, by }));
  },
  name: async (situation) => {
    const scan = situation.recorded.find(
      ({ productId: known, kind }) => known === null && kind !== 'reversal'
    );
    return scan ? envelope(namingOf({ scan, productId, by })) : null;
  },
  accept: async (situation) => {
    const open = await anyAnomaly(situation);
    return open && one(acceptanceOf({ anomaly: open.anomaly, subject: open.subject, reason: 'vu', by }));
  },
  'add what is missing': async (situation) => {
    const open = await anyAnomaly(situation);
    if (!open || open.subject.of !== 'serial') return null;
    const { productId: of, serial } = open.subject;
    const kind = situation.random.pick(['receipt', 'customer-return', 'shipment'] as const);
    return one(
      missingMovement({
        kind,
        of: { productId: of, serial },
        before: open.anomaly.movementId,
        by,
        toLocationId: 'a-01'
      })
    );
  }
};

export const actNames = Object.keys(proposals);

/** What a person does next; a plain scan where what was thought of cannot be done. */
export async function nextAct(situation: Situation): Promise<Act> {
  const { random } = situation;
  const name = random.pick(actNames);
  const proposed = await proposals[name]?.(situation);
  if (proposed) return { name, ...proposed };
  return { name: 'scan', ...one(physical(random, { serial: random.pick(serials) })) };
}
