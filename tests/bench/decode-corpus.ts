import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readPng } from '../factories/camera-video.ts';
import type { Picture, PictureSet } from './decode-pictures.ts';

/**
 * Folders of PNG pictures with the expected text in a `.txt` (UTF-8) or `.bin`
 * (bytes) of the same name. A folder without any is one of false positives.
 */
export function corpusSets(folder: string): PictureSet[] {
  const root = resolve(folder);
  const inside = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(root, name))
    .sort();
  return [root, ...inside].filter((path) => picturesIn(path).length > 0).map(setOf);
}

const picturesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.png'))
    .sort();

function setOf(folder: string): PictureSet {
  return {
    name: basename(folder),
    conditions: { source: 'photographs' },
    namesMisses: true,
    async *pictures(): AsyncGenerator<Picture> {
      for (const name of picturesIn(folder)) {
        const image = readPng(join(folder, name));
        yield { name, image, expected: expectedTexts(join(folder, name.slice(0, -'.png'.length))) };
      }
    }
  };
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
