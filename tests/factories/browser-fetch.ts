import type { Fetch } from '../../src/lib/sync/http-client.ts';

/**
 * A browser's `fetch` straight into an app: it keeps the cookies it is given and
 * sends them back, each one a browser of its own.
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
    return response;
  };
}
