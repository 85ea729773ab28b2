import type { Page } from '@playwright/test';

/**
 * Pastes as a person does from a menu: a real paste of the browser, without the
 * Ctrl and V that a hardware scanner in clipboard mode sends faster than fingers.
 */
export async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  const keyboard = await page.context().newCDPSession(page);
  await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Paste', commands: ['paste'] });
  await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Paste' });
  await keyboard.detach();
}
