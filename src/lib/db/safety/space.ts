/** What the browser says of the storage that it gives this app. */
export interface StorageReport {
  /** Null where the browser does not say. */
  persisted: boolean | null;
  usage: number | null;
  quota: number | null;
  /** Safari forgets everything after seven days without a visit, unless the app is installed. */
  forgetsAfterDays: number | null;
}

/** Less is left than a day of work with pictures, catalogue and queue may need. */
const LOW_BYTES = 50 * 1024 * 1024;
const LOW_SHARE = 0.9;

/** Bytes that are left; null when unknown. */
export const freeBytes = ({ usage, quota }: StorageReport): number | null =>
  usage === null || quota === null ? null : Math.max(0, quota - usage);

/** Should people make space before it is too late? */
export function isLow(report: StorageReport): boolean {
  const { usage, quota } = report;
  const free = freeBytes(report);
  if (free === null || usage === null || quota === null) return false;
  return free < LOW_BYTES || usage > quota * LOW_SHARE;
}

/** `navigator.standalone` exists in Safari on iOS only. */
interface SafariNavigator {
  standalone?: boolean;
}

/** Intelligent Tracking Prevention since iOS 13.4; home-screen apps count their own days. */
const SAFARI_DAYS = 7;

/** Asks the browser; it never rejects. */
export async function readStorageReport(navigator: Navigator): Promise<StorageReport> {
  const { standalone } = navigator as Navigator & SafariNavigator;
  const forgetsAfterDays = standalone === false ? SAFARI_DAYS : null;
  try {
    const { storage } = navigator;
    const [persisted, { usage, quota }] = await Promise.all([storage.persisted(), storage.estimate()]);
    return { persisted, usage: usage ?? null, quota: quota ?? null, forgetsAfterDays };
  } catch {
    return { persisted: null, usage: null, quota: null, forgetsAfterDays };
  }
}
