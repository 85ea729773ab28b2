import { readFile, stat } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { createMiddleware } from 'hono/factory';
import { contentSecurityPolicy, NOTHING_ALLOWED } from './content-security.ts';
import type { Env } from './env.ts';

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2'
};

const IMMUTABLE = '/_app/immutable/';
const NOT_BUILT = 'The app is not built yet: run npm start.\n';

interface ShellFile {
  path: string;
  etag: string;
}

/** The file a path names inside `root`, or null: a path never leads out of it. */
async function findFile(root: string, urlPath: string): Promise<ShellFile | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  const path = resolve(root, `.${decoded}`);
  if (decoded.includes('\0') || !path.startsWith(root + sep)) return null;
  try {
    const found = await stat(path);
    return found.isFile()
      ? { path, etag: `"${found.size.toString(36)}-${found.mtimeMs.toString(36)}"` }
      : null;
  } catch {
    return null;
  }
}

/** A page of the app rather than one of its files: those are never answered with the shell. */
const isPage = (path: string): boolean => !path.startsWith('/_app/') && extname(path) === '';

/**
 * Serves the built app: hashed files for ever, everything else checked at each
 * use, and the shell for every page that the app's own router knows.
 *
 * @param buildFolder what adapter-static wrote, with `index.html` as its fallback
 */
export function appShell(buildFolder: string) {
  const root = resolve(buildFolder);
  let policy: { etag: string; text: string } | null = null;

  /** Of the shell as it lies there now: a new build brings other hashes. */
  async function readPolicy(): Promise<string> {
    const shell = await findFile(root, '/index.html');
    if (!shell) return NOTHING_ALLOWED;
    if (policy?.etag !== shell.etag) {
      policy = { etag: shell.etag, text: contentSecurityPolicy(await readFile(shell.path, 'utf8')) };
    }
    return policy.text;
  }

  return createMiddleware<Env>(async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next();
    const { pathname } = new URL(c.req.url);
    const asked = await findFile(root, pathname);
    const file = asked ?? (isPage(pathname) ? await findFile(root, '/index.html') : null);
    if (!file) return isPage(pathname) ? c.text(NOT_BUILT, 503) : c.text('Not found\n', 404);
    // Workers are ruled by the policy of their own file.
    c.header('content-security-policy', await readPolicy());
    c.header('etag', file.etag);
    c.header(
      'cache-control',
      pathname.startsWith(IMMUTABLE) ? 'public, max-age=31536000, immutable' : 'no-cache'
    );
    if (c.req.header('if-none-match') === file.etag) return c.body(null, 304);
    c.header('content-type', contentTypes[extname(file.path)] ?? 'application/octet-stream');
    return c.body(new Uint8Array(await readFile(file.path)));
  });
}
