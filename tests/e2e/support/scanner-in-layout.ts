import type { Page } from '@playwright/test';
import { characterAt, positionOf, type ScannerLayout } from '../../../src/lib/scan/keyboard-layouts.ts';
import { untilListening } from './hardware-scanner.ts';

interface Sending {
  /** What the scanner is set to; the host is a US keyboard. */
  layout?: ScannerLayout;
  end?: 'Enter' | 'Tab' | null;
  paceMs?: number;
}

const SHIFT = 8;
const CONTROL = 2;

/** Types as a hardware scanner of any layout does, GS as Ctrl+]; each event carries its own time. */
export async function sendInLayout(page: Page, text: string, sending: Sending = {}): Promise<void> {
  const { layout = 'us', end = 'Enter', paceMs = 5 } = sending;
  await untilListening(page);
  const keys = [...text].map((character) => {
    if (character === '\u001d') return { key: ']', code: 'BracketRight', modifiers: CONTROL, text: '' };
    const position = positionOf(layout, character);
    if (!position) throw new Error(`no key for ${character}`);
    const key = characterAt('us', position) ?? '';
    return { key, code: position.code, modifiers: position.shift ? SHIFT : 0, text: key };
  });
  if (end) keys.push({ key: end, code: end, modifiers: 0, text: end === 'Enter' ? '\r' : '' });
  const keyboard = await page.context().newCDPSession(page);
  const began = Date.now();
  const sent = keys.flatMap((key, place) => {
    const event = { ...key, timestamp: (began + place * paceMs) / 1000 };
    const type = key.text === '' ? 'rawKeyDown' : 'keyDown';
    return [
      keyboard.send('Input.dispatchKeyEvent', { type, ...event }),
      keyboard.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp', text: '' })
    ];
  });
  await Promise.all(sent);
  await keyboard.detach();
}
