import { describe, expect, test } from 'vitest';
import { integrationWords } from './integrations.ts';
import { en as english } from './messages.en.ts';
import { fr as french } from './messages.fr.ts';
import { pickingWords } from './picking-words.ts';

const fr = { ...french, integrations: integrationWords.fr, whilePicking: pickingWords.fr };
const en = { ...english, integrations: integrationWords.en, whilePicking: pickingWords.en };

/** Every text of a language with its path; messages with parameters are written out with a 2. */
function texts(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, String(node(2, 2, 2))]];
  return Object.entries(node as Record<string, unknown>).flatMap(([key, child]) =>
    texts(child, `${path}/${key}`)
  );
}

const untypographic = [/[ ][:;!?»]/, /«[ ]/, /\p{L}[!?;]/u, /['"]/];

describe('the French words', () => {
  test('are typeset as a Frenchman would: no-break spaces, « guillemets », apostrophes ’', () => {
    const offending = texts(fr).filter(([, text]) => untypographic.some((pattern) => pattern.test(text)));
    expect(offending).toEqual([]);
  });
});

describe('both languages', () => {
  test('say something everywhere', () => {
    for (const [path, text] of [...texts(fr), ...texts(en)]) expect(text.trim(), path).not.toBe('');
  });

  test('differ: nothing was left in French in the English', () => {
    const inFrench = new Map(texts(fr));
    const same = texts(en).filter(([path, text]) => inFrench.get(path) === text && text.length > 14);
    expect(same).toEqual([]);
  });
});
