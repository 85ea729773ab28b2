import type { Corners, Point } from './detection.ts';

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

/**
 * Whether two codes are at one place of the picture. By their true outlines, not
 * by upright boxes: on a tilted sheet the boxes of neighbours overlap.
 */
export function overlaps(one: Corners, other: Corners): boolean {
  return ![...edgesOf(one), ...edgesOf(other)].some((edge) => separates(edge, one, other));
}

const edgesOf = (corners: Corners): Point[] =>
  corners.map((corner, at) => {
    const next = corners[(at + 1) % corners.length]!;
    return { x: next.x - corner.x, y: next.y - corner.y };
  });

/** Seen along this edge, one outline lies wholly beside the other (separating axis theorem). */
function separates(edge: Point, one: Corners, other: Corners): boolean {
  if (edge.x === 0 && edge.y === 0) return false;
  const across = ({ x, y }: Point): number => x * edge.y - y * edge.x;
  const [a, b] = [one.map(across), other.map(across)];
  return Math.max(...a) < Math.min(...b) || Math.max(...b) < Math.min(...a);
}
