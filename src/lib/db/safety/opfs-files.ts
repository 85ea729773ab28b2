import type { LogFile } from './log-file.ts';

const FOLDER = 'douchette-queue';
const NAMES = ['a.log', 'b.log'] as const;

/** After a tab was closed or killed, its files may stay locked for a moment. */
const TRIES = 40;
const PAUSE_MS = 50;

/** Only workers have it, so the standard types of a page do not. */
interface SyncAccess {
  createSyncAccessHandle(): Promise<LogFile>;
}

const hasSyncAccess = (handle: object): handle is SyncAccess => 'createSyncAccessHandle' in handle;

async function openFile(folder: FileSystemDirectoryHandle, name: string): Promise<LogFile> {
  const handle = await folder.getFileHandle(name, { create: true });
  if (!hasSyncAccess(handle)) throw new DOMException('no sync access', 'NotSupportedError');
  for (let tried = 1; ; tried += 1) {
    try {
      return await handle.createSyncAccessHandle();
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isHeld || tried === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** The two files of the copy, in the private file system of the origin; nobody else can open them meanwhile. */
export async function openOpfsFiles(): Promise<readonly [LogFile, LogFile]> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  const first = await openFile(folder, NAMES[0]);
  try {
    return [first, await openFile(folder, NAMES[1])];
  } catch (error) {
    await first.close();
    throw error;
  }
}
