declare global {
  /** The settings of zod, which every copy of it reads and keeps here. */
  var __zod_globalConfig: { jitless?: boolean } | undefined;
}

// Schemas would try whether code may be made of text, which the page's policy forbids and reports.
// Set before zod is there: the first screen does not load it.
globalThis.__zod_globalConfig = { jitless: true };

export {};
