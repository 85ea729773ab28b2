import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { PixelImage } from '../../src/lib/scan/detection.ts';
import { readPng } from '../factories/camera-video.ts';
import type { PictureOpener } from './picture-opener.ts';
import type { Picture, PictureSet } from './decode-pictures.ts';

/**
 * Folders of pictures with the expected text in a `.txt` (UTF-8) or `.bin`
 * (bytes) of the same name. A folder without any is one of false positives.
 *
 * @param opener opens what is no PNG
 */
export function corpusSets(folder: string, opener: PictureOpener): PictureSet[] {
  const root = resolve(folder);
  if (!existsSync(root)) {
    console.log(`There is no folder ${root}.`);
    return [];
  }
  const inside = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(root, name))
    .sort();
  const filled = [root, ...inside].filter((path) => picturesIn(path).length > 0);
  for (const empty of inside.filter((path) => !filled.includes(path)))
    console.log(`No pictures in ${basename(empty)}.`);
  if (filled.length === 0) console.log(`No pictures in ${root}, nor in the folders inside it.`);
  return filled.map((path) => setOf(path, opener));
}

const PICTURE = /\.(png|jpe?g|webp|gif|bmp|avif)$/i;

const picturesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => PICTURE.test(name))
    .sort();

function setOf(folder: string, opener: PictureOpener): PictureSet {
  return {
    name: basename(folder),
    conditions: { source: 'photographs' },
    namesMisses: true,
    async *pictures(): AsyncGenerator<Picture> {
      for (const name of picturesIn(folder)) {
        const image = await pixelsOf(join(folder, name), opener);
        const expected = expectedTexts(join(folder, name.replace(PICTURE, '')));
        if (image) yield { name, image, expected };
        else console.log(`  not a picture that can be opened: ${basename(folder)} ${name}`);
      }
    }
  };
}

/** A PNG may be of a kind that only the browser opens. */
async function pixelsOf(path: string, opener: PictureOpener): Promise<PixelImage | null> {
  if (!/\.png$/i.test(path)) return opener.open(path);
  try {
    return readPng(path);
  } catch {
    return opener.open(path);
  }
}

/** A decoder's text says nothing of its encoding: bytes count as right when taken as UTF-8 or as Latin-1. */
function expectedTexts(stem: string): string[] | null {
  if (existsSync(`${stem}.txt`)) return withoutLineEnd(readFileSync(`${stem}.txt`, 'utf8'));
  if (!existsSync(`${stem}.bin`)) return null;
  const bytes = readFileSync(`${stem}.bin`);
  return [bytes.toString('utf8'), bytes.toString('latin1')];
}

/** Editors end a file with a line end that no code holds. */
const withoutLineEnd = (text: string): string[] => [text, text.replace(/\r?\n$/, '')];
