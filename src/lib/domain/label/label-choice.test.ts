import { describe, expect, test } from 'vitest';
import { choiceFrom } from './assemble-label.ts';
import { labelLayoutKey, MAX_CHOICES, rememberChoice } from './label-choice.ts';
import type { LabelChoice } from './label-code.ts';
import { assemble, knowing, OTHER, serialsOf } from './testing/label-case.ts';

describe('an answer is remembered per product and layout', () => {
  const label = (serial: string): string[] => ['LAPTOP-15', serial, 'PN-99-AB'];

  function answered(texts: string[], serial: string): LabelChoice | null {
    const asked = assemble(texts);
    const chosen = asked.kind === 'ask' && asked.offered.find((offered) => offered.serial === serial);
    return chosen ? choiceFrom(asked, chosen) : null;
  }

  function remembered(texts: string[], serial: string): LabelChoice {
    const choice = answered(texts, serial);
    if (!choice) throw new Error('nothing to remember');
    return choice;
  }

  test('the next label like it is no question', () => {
    const choices = [remembered(label('5CG1234ABC'), '5CG1234ABC')];
    expect(serialsOf(assemble(label('5CG9876XYZ').reverse(), knowing({ choices })))).toBe('5CG9876XYZ');
  });

  test('another layout, or another product, is', () => {
    const choices = [remembered(label('5CG1234ABC'), '5CG1234ABC')];
    expect(assemble(label('5CG9876XYZ-7'), knowing({ choices }))).toMatchObject({ kind: 'ask' });
    expect(assemble([`]C101${OTHER}`, '5CG9876XYZ', 'PN-99-AB'], knowing({ choices }))).toMatchObject({
      kind: 'ask'
    });
  });

  test('the code that was passed over is not taken when the camera sees it without the other', () => {
    const choices = [remembered(label('5CG1234ABC'), '5CG1234ABC')];
    expect(assemble(['LAPTOP-15', 'PN-99-AB'], knowing({ choices }))).toMatchObject({
      kind: 'ask',
      reason: 'unlikely'
    });
    expect(serialsOf(assemble(['LAPTOP-15', '5CG9876XYZ'], knowing({ choices })))).toBe('5CG9876XYZ');
  });

  test('what was passed over on one product may be the serial of another', () => {
    const choices = [remembered(label('5CG1234ABC'), '5CG1234ABC')];
    expect(serialsOf(assemble([`]C101${OTHER}`, 'PN-99-AB'], knowing({ choices })))).toBe('PN-99-AB');
  });

  test('nothing is remembered where nothing would tell the codes apart, or no product is named', () => {
    expect(answered(['LAPTOP-15', '5CG1234ABC', '5CG1234ABD'], '5CG1234ABC')).toBeNull();
    expect(answered(['5CG1234ABC', 'PN-99-AB'], '5CG1234ABC')).toBeNull();
  });

  test('a new answer replaces the old one of the same layout', () => {
    const first = remembered(label('5CG1234ABC'), '5CG1234ABC');
    const second = remembered(label('5CG1234ABC'), 'PN-99-AB');
    const choices = rememberChoice(rememberChoice([], first), second);
    expect(choices).toHaveLength(1);
    expect(serialsOf(assemble(label('5CG9876XYZ'), knowing({ choices })))).toBe('PN-99-AB');
    expect(labelLayoutKey(first)).toBe(labelLayoutKey(second));
  });
});

test('the oldest answers go when there are too many', () => {
  let choices: LabelChoice[] = [];
  for (let at = 0; at <= MAX_CHOICES; at++) {
    choices = rememberChoice(choices, { product: `p${at}`, marks: ['m'], chosen: 'm' });
  }
  expect(choices).toHaveLength(MAX_CHOICES);
  expect(choices[0]?.product).toBe('p1');
});
