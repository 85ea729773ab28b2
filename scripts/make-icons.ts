/**
 * Draws the PNG icons of the app from `static/icons/icon.svg`. Run it after the
 * drawing has changed: `node scripts/make-icons.ts`.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumFlags, ensureChromium } from './chromium.ts';

const folder = new URL('../static/icons/', import.meta.url);
const drawing = await readFile(new URL('icon.svg', folder), 'utf8');
// A launcher may cut a maskable icon to any shape: the drawing fills the square and keeps to its middle.
const maskable = drawing.replace('rx="14"', '').replace('viewBox="0 0 64 64"', 'viewBox="-6 -6 76 76"');

const icons = [
  { file: 'icon-192.png', size: 192, svg: drawing },
  { file: 'icon-512.png', size: 512, svg: drawing },
  { file: 'icon-maskable-512.png', size: 512, svg: maskable }
];

const executablePath = await ensureChromium();
if (executablePath === null) throw new Error('no Chromium: set CHROMIUM_PATH');
const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
for (const { file, size, svg } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  const ground = svg === maskable ? '#0b3d4f' : 'transparent';
  await page.setContent(
    `<body style="margin:0;background:${ground}"><img src="${image}" width="${size}" height="${size}" style="display:block">`
  );
  await page.screenshot({ path: fileURLToPath(new URL(file, folder)), omitBackground: true });
  await page.close();
}
await browser.close();
