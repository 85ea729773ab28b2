/** A page out of sight draws nothing. */
const LONGEST_WAIT_FOR_PAINT_MS = 500;

/** Resolves once what is in the document now has been drawn: what is in sight is told behind a frame, not before it. */
export function afterNextPaint(): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(() => {
      observer.disconnect();
      resolve();
    });
    observer.observe(document.documentElement);
    setTimeout(resolve, LONGEST_WAIT_FOR_PAINT_MS);
  });
}
