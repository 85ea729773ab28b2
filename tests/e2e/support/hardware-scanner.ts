import type { Page } from '@playwright/test';

/** Milliseconds between two keys of the scanner. */
const PACE_MS = 5;

/** As `Input.dispatchKeyEvent` of the browser's protocol takes it. */
interface KeyEvent {
  type: 'keyDown' | 'keyUp';
  key: string;
  code: string;
  modifiers: number;
  /** Epoch s. */
  timestamp: number;
  text?: string;
}

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
 * What the browser is told of a scan, Enter included: real key events at an even pace.
 *
 * @param beganAt when its first key was pressed, epoch ms
 */
export const keysOf = (text: string, beganAt: number): KeyEvent[] =>
  [...`${text}\r`].flatMap((character, place): KeyEvent[] => {
    const { key, code, text: inserts, shift } = keyOf(character);
    const event = { key, code, modifiers: shift ? 8 : 0, timestamp: (beganAt + place * PACE_MS) / 1000 };
    return [
      { type: 'keyDown', text: inserts, ...event },
      { type: 'keyUp', ...event }
    ];
  });

/** How long a scan takes, ms, from its first key to its Enter. */
export const scanLengthMs = (text: string): number => text.length * PACE_MS;

/**
 * Types as a hardware scanner does. Each event carries its own time, so that a busy machine
 * between the test and the browser does not make a stutter that no scanner has.
 */
export async function wedge(page: Page, text: string): Promise<void> {
  await untilListening(page);
  const keyboard = await page.context().newCDPSession(page);
  await Promise.all(keysOf(text, Date.now()).map((key) => keyboard.send('Input.dispatchKeyEvent', key)));
  await keyboard.detach();
}
