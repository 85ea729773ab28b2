import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumFlags, findChromium } from '../../scripts/chromium.ts';
import type { PixelImage } from '../../src/lib/scan/detection.ts';

/** Opens JPEG, WebP, GIF and whatever else a browser shows, in one Chromium that starts when it is first needed. */
export class PictureOpener {
  #browser: Browser | null = null;
  #page: Page | null = null;

  /** @returns RGBA pixels; null for what is no picture, and where there is no Chromium */
  async open(path: string): Promise<PixelImage | null> {
    const page = await this.#started();
    const base64 = readFileSync(path).toString('base64');
    const opened = await page?.evaluate(pixelsInPage, base64).catch(() => null);
    if (!opened) return null;
    const { width, height } = opened;
    return { data: new Uint8Array(Buffer.from(opened.base64, 'base64')), width, height };
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }

  async #started(): Promise<Page | null> {
    const executablePath = findChromium();
    if (!executablePath) {
      console.log('No Chromium: only PNG pictures can be opened. Set CHROMIUM_PATH to one.');
      return null;
    }
    this.#browser ??= await chromium.launch({ executablePath, args: chromiumFlags });
    this.#page ??= await this.#browser.newPage();
    return this.#page;
  }
}

/** Runs in the page, alone. */
async function pixelsInPage(base64: string): Promise<{ base64: string; width: number; height: number }> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d context');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  let text = '';
  for (let at = 0; at < data.length; at += 32_768)
    text += String.fromCharCode(...data.subarray(at, at + 32_768));
  return { base64: btoa(text), width, height };
}
