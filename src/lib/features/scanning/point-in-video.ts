/** The part of a video element that matters here. */
type ShownVideo = Pick<HTMLVideoElement, 'videoWidth' | 'videoHeight' | 'getBoundingClientRect'>;

/**
 * Where in the picture a tap on a video falls that fills its box and is cut off
 * at the sides (`object-fit: cover`).
 *
 * @returns 0–1 from the top left of the picture; null before there is one
 */
export function pointInVideo(
  video: ShownVideo,
  tap: { clientX: number; clientY: number }
): { x: number; y: number } | null {
  const { videoWidth, videoHeight } = video;
  const box = video.getBoundingClientRect();
  if (videoWidth === 0 || videoHeight === 0) return null;
  const scale = Math.max(box.width / videoWidth, box.height / videoHeight);
  const along = (at: number, start: number, size: number, pixels: number): number =>
    Math.min(1, Math.max(0, (at - start - size / 2) / (pixels * scale) + 0.5));
  return {
    x: along(tap.clientX, box.left, box.width, videoWidth),
    y: along(tap.clientY, box.top, box.height, videoHeight)
  };
}
