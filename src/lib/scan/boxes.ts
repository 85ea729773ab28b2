import type { Corners } from './detection.ts';

/** An upright part of a picture. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function boxAround(corners: Corners): Box {
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** Whether two codes are at one place of the picture. */
export function overlaps(one: Corners, other: Corners): boolean {
  const a = boxAround(one);
  const b = boxAround(other);
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}
