import { expect, test } from 'vitest';
import { fr } from '$lib/i18n/messages.fr';
import { outcomeOf, signalOf, type Told } from './receive-told';

const stored = (over: Partial<Extract<Told, { kind: 'stored' }>>): Told => ({
  kind: 'stored',
  code: 'SN-1',
  judgement: 'fine',
  expectation: 'listed',
  damaged: false,
  ...over
});

test.each([
  ['listed', 'ok', 'ok'],
  ['unlisted', 'ok', 'ok'],
  ['free', 'ok', 'ok'],
  ['substitute', 'substitute', 'care'],
  ['too-many', 'wrong-product', 'bad'],
  ['not-ordered', 'wrong-product', 'bad']
] as const)('a piece that is %s sounds %s and shows %s', (expectation, signal, tone) => {
  const told = stored({ expectation });
  expect(signalOf(told)).toBe(signal);
  expect(outcomeOf(fr, told, 1)).toMatchObject({ tone, title: fr.floor.receive.expectation[expectation] });
});

test('a contradiction is told before what was expected', () => {
  const told = stored({ judgement: 'already-in' });
  expect(signalOf(told)).toBe('already-scanned');
  expect(outcomeOf(fr, told, 1)).toMatchObject({ tone: 'care', title: fr.moves.judged['already-in'] });
});

test('what is not stored never sounds good', () => {
  const refused: Told[] = [
    { kind: 'ended' },
    { kind: 'noPlace', code: 'X' },
    { kind: 'refused', code: 'X' },
    { kind: 'doubtful', why: 'format', code: 'X' },
    { kind: 'repeat', code: 'X', agoMs: 3000 },
    { kind: 'failed', error: 'storage-full' }
  ];
  for (const told of refused) expect(signalOf(told)).not.toBe('ok');
  expect(outcomeOf(fr, { kind: 'repeat', code: 'X', agoMs: 3000 }, 1).hint).toContain('3\u00a0s');
});
