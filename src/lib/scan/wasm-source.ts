/**
 * Where the WebAssembly of the reader comes from.
 *
 * One expression serves all three places: Vite turns it into a hashed asset of
 * the build (which the service worker then precaches), its development server
 * serves the path as it stands, and in Node it is the file itself.
 */
const wasmUrl = new URL('../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url);

/** Settings of the Emscripten module: in Node the bytes, since its `fetch` reads no files. */
export interface WasmSource {
  wasmBinary?: ArrayBuffer;
  locateFile: (name: string) => string;
}

export function wasmSource(): WasmSource {
  const locateFile = () => wasmUrl.href;
  if (wasmUrl.protocol !== 'file:') return { locateFile };
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const bytes = readFileSync(wasmUrl);
  return { locateFile, wasmBinary: new Uint8Array(bytes).buffer };
}

/** Whether this place can run WebAssembly at all (a strict policy or iOS lockdown mode forbids it). */
export const canRunWasm = (): boolean =>
  typeof WebAssembly === 'object' && typeof WebAssembly.instantiate === 'function';
