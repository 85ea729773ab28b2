/**
 * Where the WebAssembly of the reader comes from.
 *
 * One expression serves all places: Vite turns it into a hashed asset of the
 * build, its development server serves the path as it stands, and in Node it is
 * the file itself.
 */
const packaged = new URL('../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url);

let location = packaged;

/**
 * The address of the file, for the worker. The window has to name it although
 * only the worker loads it: the service worker precaches what the window's part
 * of the build mentions, not what a worker's part does.
 */
export const packagedWasmUrl = (): string => packaged.href;

/** Loads the file from another address; without effect once the reader has started. */
export function useWasmAt(url: string): void {
  location = new URL(url);
}

/** Settings of the Emscripten module: in Node the bytes, since its `fetch` reads no files. */
export interface WasmSource {
  wasmBinary?: ArrayBuffer;
  locateFile: (name: string) => string;
}

export function wasmSource(): WasmSource {
  const locateFile = () => location.href;
  if (location.protocol !== 'file:') return { locateFile };
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const bytes = readFileSync(location);
  return { locateFile, wasmBinary: new Uint8Array(bytes).buffer };
}

/** The smallest module there is: magic word and version (WebAssembly Core, §5.5.16). */
const EMPTY_MODULE = new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);

/**
 * Whether this place can run WebAssembly at all: iOS lockdown mode takes it
 * away, and a strict policy shows itself only when something is compiled. A file
 * that cannot be loaded says nothing about that.
 */
export function canRunWasm(): boolean {
  try {
    return new WebAssembly.Module(EMPTY_MODULE) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}
