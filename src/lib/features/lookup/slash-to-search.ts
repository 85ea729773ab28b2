/** A scanner's next key comes sooner than this, a person's hardly ever. */
const QUIET_MS = 120;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/**
 * `/` goes to the search field, as on many pages. Not while something is typed,
 * and not in the midst of a scan: a serial may hold a slash, and its next key
 * would come at once.
 *
 * @param field asked when the key was pressed by itself
 */
export const slashToSearch =
  (field: () => HTMLInputElement | null | undefined) =>
  (window: Window): (() => void) => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let lastKeyAt = -Infinity;

    function onKey(event: KeyboardEvent): void {
      // On a French keyboard a slash is Shift and another key: Shift is no key before it.
      if (event.key === 'Shift') return;
      const sinceLast = event.timeStamp - lastKeyAt;
      lastKeyAt = event.timeStamp;
      clearTimeout(waiting);
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || sinceLast < QUIET_MS) return;
      waiting = setTimeout(() => field()?.focus(), QUIET_MS);
    }

    window.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(waiting);
      window.removeEventListener('keydown', onKey);
    };
  };
