import type { Context } from 'hono';
import { answer, answerPage } from '../answer.ts';
import type { Env } from '../env.ts';
import { describeApi, type DescribedRoute, type OpenApiDocument } from './openapi.ts';
import { REFERENCE_POLICY, referencePage } from './reference-page.ts';

interface Description {
  document: OpenApiDocument;
  page: string;
}

/**
 * What answers the description, for programs and for people. It is made with the
 * first request and kept: anybody may ask, and making it costs 0.2 s.
 *
 * @param routes asked once, when the table stands
 */
export function description(routes: () => readonly DescribedRoute[]) {
  let made: Description | undefined;
  const read = (c: Context<Env>): Description => {
    if (!made) {
      const document = describeApi(routes(), c.get('ctx').version);
      made = { document, page: referencePage(document) };
    }
    return made;
  };
  return {
    openApiDocument: async (c: Context<Env>): Promise<Response> =>
      answer(c, { ok: true, value: read(c).document }),
    reference: async (c: Context<Env>): Promise<Response> => {
      c.header('content-security-policy', REFERENCE_POLICY);
      return answerPage(c, read(c).page);
    }
  };
}
