import type { Page } from '@playwright/test';
import { recordedPassages, scannedKeys, scannerTimings, type TimedKey } from '../factories/recorded-keys.ts';
import { desk } from './support/browser.ts';
import { untilListening } from './support/hardware-scanner.ts';
import { openForm, serialField } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

/*
 * People's recorded timings, and those of scanners, as real key events in a real browser. Each event
 * carries its own time, so that a busy machine changes nothing of the pace.
 */

const VIRTUAL_KEYS: Record<string, number> = { Backspace: 8, Tab: 9, Enter: 13 };

/** Presses the keys; the last of them comes now, the first when the page was there and listened. */
async function press(page: Page, keys: readonly TimedKey[]): Promise<void> {
  const lasts = keys.at(-1)?.at ?? 0;
  await untilListening(page);
  await page.waitForFunction((age) => performance.now() > age, lasts + 2500);
  const keyboard = await page.context().newCDPSession(page);
  const began = Date.now() - lasts;
  const sent = keys.map(({ type, at, key, code, shift }) => {
    const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
    return keyboard.send('Input.dispatchKeyEvent', {
      type: type === 'up' ? 'keyUp' : text === undefined ? 'rawKeyDown' : 'keyDown',
      key,
      code,
      modifiers: shift ? 8 : 0,
      timestamp: (began + at) / 1000,
      ...(VIRTUAL_KEYS[key] === undefined ? {} : { windowsVirtualKeyCode: VIRTUAL_KEYS[key] }),
      ...(type === 'down' && text !== undefined ? { text } : {})
    });
  });
  await Promise.all(sent);
  await keyboard.detach();
}

/** Every third of the recordings: all of them go through the wedge in its own test. */
const played = recordedPassages.filter((_, place) => place % 3 === 0);
const written = played.filter(({ keys }) => keys.every(({ key }) => key !== 'Enter'));

test('what a recorded typist types stands in the field as typed', async ({ world }) => {
  const page = await world.device('Poste', { viewport: desk });
  await openForm(page, 'Entrée de stock');
  const field = page.getByLabel('Libellé', { exact: true });
  await field.focus();
  for (const { name, keys, text } of written) {
    await field.press('Control+A');
    await field.press('Delete');
    await press(page, keys);
    expect({ name, stands: await field.inputValue() }).toEqual({ name, stands: text });
  }
  await expect(serialField(page)).toHaveValue('');
});

test('outside a field the page hears every key of a recorded typist, Enter too', async ({ world }) => {
  const page = await world.device('Poste', { viewport: desk });
  await page.goto(new URL('/reglages', page.url()).href);
  await page.evaluate(() => {
    document.documentElement.dataset.heard = '';
    window.addEventListener('keydown', ({ key }) => {
      document.documentElement.dataset.heard += `${key} `;
    });
  });
  const heard = page.locator('html');
  for (const { name, keys } of played) {
    await heard.evaluate((root) => (root.dataset.heard = ''));
    await press(page, keys);
    const typed = keys.filter(({ type }) => type === 'down').map(({ key }) => `${key} `);
    expect({ name, heard: await heard.getAttribute('data-heard') }).toEqual({ name, heard: typed.join('') });
  }
});

test('a scan is read at every scanner’s pace, right after somebody typed', async ({ world }) => {
  const page = await world.device('Poste', { viewport: desk });
  const typist = written[0];
  if (!typist) throw new Error('no recording');
  await openForm(page, 'Entrée de stock');
  const label = page.getByLabel('Libellé', { exact: true });
  const pause = (typist.keys.at(-1)?.at ?? 0) + 1100;
  for (const timing of scannerTimings.filter(({ end }) => end)) {
    await serialField(page).fill('');
    await label.fill('');
    const scan = scannedKeys('TIMED1', timing).map((key) => ({ ...key, at: key.at + pause }));
    await press(page, [...typist.keys, ...scan]);
    await expect(serialField(page), timing.name).toHaveValue('TIMED1');
    await expect(label, timing.name).toHaveValue(typist.text);
  }
});
