import type { GreyImage } from './grey-image.ts';

/**
 * Finds which way the bars of linear codes lie, so that a tilted code can be
 * turned level before it is read: a line of pixels crosses all bars of a long,
 * low code only within a few degrees.
 *
 * In each tile of the picture the structure tensor of the brightness tells
 * whether it changes in one direction only, as it does across bars, and which
 * (Bigün and Granlund, 1987). Tiles that agree on a direction are a code.
 */
export interface TiltedBars {
  /** How far the code is turned, in degrees clockwise, between -90 and 90; it may be upside down as well. */
  degrees: number;
  /** The part of the picture where such tiles lie. */
  region: Region;
}

export interface Region {
  left: number;
  top: number;
  width: number;
  height: number;
}

const TILE = 24;
/** Pixels between two samples. */
const STRIDE = 2;
/** How much of a tile's change must be in one direction. */
const MIN_COHERENCE = 0.75;
/** Mean square step of brightness below which a tile is paper. */
const MIN_STEP = 200;
/** Tiles that make a code. */
const MIN_TILES = 5;
/** Directions that count as one. */
const AGREE_DEGREES = 3;
/** Nearer than this to level or upright, level reading manages. */
const LEVEL_DEGREES = 3;

interface Tile {
  column: number;
  row: number;
  degrees: number;
}

/** @returns the tilts worth turning for, the likeliest first, at most `atMost` */
export function tiltedBars(image: GreyImage, atMost: number): TiltedBars[] {
  const found: TiltedBars[] = [];
  let tiles = barTiles(image);
  while (found.length < atMost) {
    const degrees = commonest(tiles);
    const agreeing = tiles.filter((tile) => apart(tile.degrees, degrees) <= AGREE_DEGREES);
    if (agreeing.length < MIN_TILES) break;
    tiles = tiles.filter((tile) => apart(tile.degrees, degrees) > 2 * AGREE_DEGREES);
    if (Math.abs(withinQuarter(degrees)) >= LEVEL_DEGREES)
      found.push({ degrees, region: regionOf(agreeing, image) });
  }
  return found;
}

function barTiles(image: GreyImage): Tile[] {
  const tiles: Tile[] = [];
  const columns = Math.floor((image.width - 2) / TILE);
  const rows = Math.floor((image.height - 2) / TILE);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const degrees = directionIn(image, 1 + column * TILE, 1 + row * TILE);
      if (degrees !== null) tiles.push({ column, row, degrees });
    }
  }
  return tiles;
}

/** Which way brightness changes in a tile; null when it does not, or in all directions. */
function directionIn({ data, width }: GreyImage, left: number, top: number): number | null {
  let [xx, yy, xy] = [0, 0, 0];
  for (let y = top; y < top + TILE; y += STRIDE) {
    for (let at = y * width + left; at < y * width + left + TILE; at += STRIDE) {
      // Scharr's weights: plain differences are up to 4° off where bars are narrow.
      const falling = data[at + width + 1]! - data[at - width - 1]!;
      const rising = data[at - width + 1]! - data[at + width - 1]!;
      const dx = (3 * (falling + rising) + 10 * (data[at + 1]! - data[at - 1]!)) / 16;
      const dy = (3 * (falling - rising) + 10 * (data[at + width]! - data[at - width]!)) / 16;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
  }
  const change = xx + yy;
  if (change < MIN_STEP * (TILE / STRIDE) ** 2) return null;
  if (Math.hypot(xx - yy, 2 * xy) < MIN_COHERENCE * change) return null;
  return (Math.atan2(2 * xy, xx - yy) / 2) * (180 / Math.PI);
}

/** From the nearest of level and upright: between -45 and 45. */
const withinQuarter = (degrees: number): number => degrees - 90 * Math.round(degrees / 90);

/** Bars turned half way round lie the same way: between -90 and 90. */
const withinHalf = (degrees: number): number => degrees - 180 * Math.round(degrees / 180);

/** -89° and 89° are 2° apart. */
const apart = (one: number, other: number): number => Math.abs(withinHalf(one - other));

function commonest(tiles: readonly Tile[]): number {
  const votes = new Float64Array(180);
  for (const { degrees } of tiles) {
    for (let near = -2; near <= 2; near++) {
      const bin = (Math.round(degrees) + near + 90 + 180) % 180;
      votes[bin] = votes[bin]! + 3 - Math.abs(near);
    }
  }
  const best = votes.indexOf(Math.max(...votes)) - 90;
  const near = tiles.filter(({ degrees }) => apart(degrees, best) <= AGREE_DEGREES);
  const mean = near.reduce((sum, { degrees }) => sum + withinHalf(degrees - best), 0) / (near.length || 1);
  return withinHalf(best + mean);
}

/** The tiles and, around them, room for the ends of the code and its quiet zones. */
function regionOf(tiles: readonly Tile[], { width, height }: GreyImage): Region {
  const columns = tiles.map(({ column }) => column);
  const rows = tiles.map(({ row }) => row);
  const left = Math.max(0, (Math.min(...columns) - 2) * TILE);
  const top = Math.max(0, (Math.min(...rows) - 2) * TILE);
  const right = Math.min(width, (Math.max(...columns) + 3) * TILE);
  const bottom = Math.min(height, (Math.max(...rows) + 3) * TILE);
  return { left, top, width: right - left, height: bottom - top };
}
