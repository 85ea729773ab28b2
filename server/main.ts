/**
 * Starts the server. Nothing is imported before the runtime is checked, because
 * the SQLite driver crashes on an older one instead of saying so.
 */
const OLDEST_NODE = 24;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(
    `Douchette needs Node ${OLDEST_NODE} or newer and this is ${process.versions.node}: start it with npm start.`
  );
  process.exit(1);
}

const { serveDouchette } = await import('./serve.ts');
await serveDouchette(process.env);

export {};
