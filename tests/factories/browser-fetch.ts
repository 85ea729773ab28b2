import { gunzipSync } from 'node:zlib';
import type { Fetch } from '../../src/lib/sync/http-client.ts';

/** Packed answers are small here: they are unpacked at once, so that the turns of a simulation stay the same. */
async function unpacked(response: Response): Promise<Response> {
  if (response.headers.get('content-encoding') !== 'gzip') return response;
  const { status, headers } = response;
  return new Response(gunzipSync(await response.arrayBuffer()), { status, headers });
}

/**
 * A browser's `fetch` straight into an app: it unpacks what is packed, keeps the
 * cookies it is given and sends them back, each one a browser of its own.
 */
export function browserFetch(app: {
  request(url: string, init: RequestInit): Response | Promise<Response>;
}): Fetch {
  const cookies = new Map<string, string>();
  return async (url, init) => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0)
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await app.request(url, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = (cookie.split(';')[0] ?? '').split('=');
      if (name && value !== undefined) cookies.set(name, value);
    }
    return unpacked(response);
  };
}
