/** Browsers whose menus differ. */
export type BrowserFamily = 'chrome-android' | 'safari-ios' | 'firefox' | 'other';

/**
 * Whose menus to describe to a person.
 *
 * On an iPhone every browser is Safari underneath, but only Safari itself has
 * its address bar; an iPad calls itself a Mac, and is told by its touch screen.
 */
export function browserFamily(browser: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): BrowserFamily {
  const { userAgent, maxTouchPoints } = browser;
  const iPad = /Macintosh/.test(userAgent) && maxTouchPoints > 1;
  if (/iPhone|iPad|iPod/.test(userAgent) || iPad) return 'safari-ios';
  if (/Firefox\//.test(userAgent)) return 'firefox';
  return /Android/.test(userAgent) ? 'chrome-android' : 'other';
}
