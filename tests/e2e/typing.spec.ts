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

/** Presses the keys; the last of them comes now. */
async function press(page: Page, keys: readonly TimedKey[]): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const began = Date.now() - (keys.at(-1)?.at ?? 0);
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

const written = recordedPassages.filter(({ keys }) => keys.every(({ key }) => key !== 'Enter'));

test('what a recorded typist types stands in the field as typed', async ({ world }) => {
  const page = await world.device('Poste', { viewport: desk });
  await openForm(page, 'Entrée de stock');
  const field = page.getByLabel('Libellé', { exact: true });
  await field.focus();
  await untilListening(page);
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
  await untilListening(page);
  await page.evaluate(() => {
    document.documentElement.dataset.heard = '';
    window.addEventListener('keydown', ({ key }) => {
      document.documentElement.dataset.heard += `${key} `;
    });
  });
  const heard = page.locator('html');
  for (const { name, keys } of recordedPassages) {
    await heard.evaluate((root) => (root.dataset.heard = ''));
    await press(page, keys);
    const typed = keys.filter(({ type }) => type === 'down').map(({ key }) => `${key} `);
    expect({ name, heard: await heard.getAttribute('data-heard') }).toEqual({ name, heard: typed.join('') });
  }
});

test('a scan is read at every scanner’s pace, between what somebody types', async ({ world }) => {
  const page = await world.device('Poste', { viewport: desk });
  await openForm(page, 'Entrée de stock');
  const label = page.getByLabel('Libellé', { exact: true });
  await label.focus();
  const typist = written[0];
  if (!typist) throw new Error('no recording');
  await untilListening(page);
  await press(page, typist.keys);
  for (const [place, timing] of scannerTimings.filter(({ end }) => end).entries()) {
    const serial = `TIMED${String(place)}`;
    await page.waitForFunction(
      (from) => performance.now() > from + 3000,
      await page.evaluate(() => performance.now())
    );
    await press(page, scannedKeys(serial, timing));
    await expect(serialField(page), timing.name).toHaveValue(serial);
    await expect(label, timing.name).toHaveValue(typist.text);
  }
});
