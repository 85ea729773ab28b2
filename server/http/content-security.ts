import { createHash } from 'node:crypto';

const INLINE = /<(script|style)(?![^>]*\ssrc=)[^>]*>([^]*?)<\/\1>/g;

/** The hashes of what stands inline in the shell, as a policy names them, by element. */
function inlineHashes(html: string): Record<'script' | 'style', string[]> {
  const hashes: Record<'script' | 'style', string[]> = { script: [], style: [] };
  for (const [, element, text = ''] of html.matchAll(INLINE)) {
    const hash = createHash('sha256').update(text).digest('base64');
    hashes[element === 'script' ? 'script' : 'style'].push(`'sha256-${hash}'`);
  }
  return hashes;
}

/**
 * The content security policy of the app: nothing but its own files, scripts
 * inline only where they stood in the shell when it was built, and no text ever
 * taken for markup or a script's address (Trusted Types).
 *
 * @param html the shell as adapter-static wrote it
 */
export function contentSecurityPolicy(html: string): string {
  const { script, style } = inlineHashes(html);
  return Object.entries({
    'default-src': ["'none'"],
    // The decoder is WebAssembly, which this allows and `eval` it does not.
    'script-src': ["'self'", "'wasm-unsafe-eval'", ...script],
    'style-src': ["'self'", ...style],
    // Lists place their rows by attribute; an attribute can load nothing that the other rules forbid.
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['svelte-trusted-html', 'default']
  })
    .map(([directive, values]) => [directive, ...values].join(' '))
    .join('; ');
}

/** What is no page may load nothing and be shown nowhere. */
export const NOTHING_ALLOWED =
  "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
