import type { Page } from '@playwright/test';

/** Milliseconds between two keys of the scanner. */
const PACE_MS = 5;

interface Key {
  key: string;
  code: string;
  text: string;
  shift: boolean;
}

const marks: Record<string, string> = { ']': 'BracketRight', '-': 'Minus', '.': 'Period', ' ': 'Space' };

/** The key of a US keyboard that prints this character. */
function keyOf(character: string): Key {
  if (character === '\r') return { key: 'Enter', code: 'Enter', text: '\r', shift: false };
  const code = /[0-9]/.test(character)
    ? `Digit${character}`
    : /[A-Za-z]/.test(character)
      ? `Key${character.toUpperCase()}`
      : marks[character];
  if (code === undefined) throw new Error(`no key for ${character}`);
  return { key: character, code, text: character, shift: /[A-Z]/.test(character) };
}

/**
 * A page that has only just begun to listen refuses scans, since it may have missed their first
 * keys; so it does right after a text came into a field, which may have been their head.
 */
export async function untilListening(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const last = (name: string) => performance.getEntriesByName(name).at(-1)?.startTime;
    const listening = last('douchette.scanner-listening');
    if (listening === undefined) return false;
    return performance.now() - Math.max(listening, last('story.text') ?? 0) > 1100;
  });
}

/**
 * Types as a hardware scanner does: real key events at an even pace, ended with
 * Enter. Each event carries its own time, so that a busy machine between the test and the
 * browser does not make a stutter that no scanner has.
 */
export async function wedge(page: Page, text: string): Promise<void> {
  await untilListening(page);
  const keyboard = await page.context().newCDPSession(page);
  const began = Date.now();
  const pressed = [...`${text}\r`].flatMap((character, place) => {
    const { key, code, text: inserts, shift } = keyOf(character);
    const timestamp = (began + place * PACE_MS) / 1000;
    const event = { key, code, modifiers: shift ? 8 : 0, timestamp };
    return [
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', text: inserts, ...event }),
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
    ];
  });
  await Promise.all(pressed);
  await keyboard.detach();
}
