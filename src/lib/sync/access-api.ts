import type { AccessApi } from './access-requests.ts';
import { afterNextPaint } from './after-next-paint.ts';
import { lateApi } from './late-api.ts';

export type { AccessApi } from './access-requests.ts';

/** Requests from this page; their code comes with the first of them, and never before the first screen is drawn. */
export function pageAccessApi(): AccessApi {
  return lateApi<AccessApi>(
    {
      access: true,
      setUp: true,
      signIn: true,
      sessions: true,
      endSession: true,
      changePassword: true,
      people: true,
      putPerson: true,
      operators: true,
      devices: true,
      pair: true,
      renameDevice: true,
      revokeDevice: true,
      report: true,
      audit: true
    },
    async () => {
      await afterNextPaint();
      const [{ createAccessApi }, { createHttpClient }] = await Promise.all([
        import('./access-requests.ts'),
        import('./http-client.ts')
      ]);
      return createAccessApi(createHttpClient({ fetch: (url, init) => fetch(url, init) }));
    }
  );
}
