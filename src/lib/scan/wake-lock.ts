/** What keeping the screen on needs from the browser, so that a test needs no screen. */
export interface WakeLockSurroundings {
  /** Absent where the browser or the context has none. */
  wakeLock: { request(type: 'screen'): Promise<{ release(): Promise<void> }> } | undefined;
  page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}

function browserSurroundings(): WakeLockSurroundings {
  return { wakeLock: (navigator as Partial<Navigator>).wakeLock, page: document };
}

/**
 * Keeps the screen on until the returned function is called. The system lets go
 * when the page is hidden (Screen Wake Lock API, §6.3): it is asked again when
 * the page is back. Where it refuses, as on a low battery, the screen goes dark
 * as usual and nothing else suffers.
 */
export function keepScreenOn(surroundings: WakeLockSurroundings = browserSurroundings()): () => void {
  const { wakeLock, page } = surroundings;
  let ended = false;
  let release: () => void = () => undefined;

  async function request(): Promise<void> {
    if (ended || page.visibilityState !== 'visible') return;
    try {
      const lock = await wakeLock?.request('screen');
      const letGo = () => void lock?.release().catch(() => undefined);
      if (ended) letGo();
      else release = letGo;
    } catch {
      // Refused: a low battery, or a policy.
    }
  }

  const onVisibility = () => void request();
  page.addEventListener('visibilitychange', onVisibility);
  void request();
  return () => {
    ended = true;
    page.removeEventListener('visibilitychange', onVisibility);
    release();
  };
}
