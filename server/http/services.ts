import type { Context } from 'hono';
import type { Call, ServerContext } from '../services/context.ts';
import type { Result } from '../services/result.ts';
import { answer, answerError } from './answer.ts';
import type { Env } from './env.ts';
import { readJsonBody } from './read-body.ts';

export type Handler = (c: Context<Env>) => Promise<Response>;
type Service<T> = (call: Call<unknown, ServerContext>) => Promise<Result<T>>;

/** A service whose input is the query string. */
export const fromQuery =
  <T>(service: Service<T>): Handler =>
  async (c) =>
    answer(c, await service({ ctx: c.get('ctx'), input: c.req.query() }));

/** A service whose input are the parameters of its path. */
export const fromPath =
  <T>(service: Service<T>): Handler =>
  async (c) =>
    answer(c, await service({ ctx: c.get('ctx'), input: c.req.param() }));

/** A service whose input is the body; `respond` makes the answer of what it gives, and may set cookies. */
export const fromBody =
  <T>(service: Service<T>, respond: (c: Context<Env>, value: T) => unknown = (_, value) => value): Handler =>
  async (c) => {
    const body = await readJsonBody(c.req.raw);
    if (!body.ok) return answerError(c, body.error);
    const result = await service({ ctx: c.get('ctx'), input: body.value });
    return result.ok
      ? answer(c, { ok: true, value: respond(c, result.value) })
      : answerError(c, result.error);
  };

/** A service without input. */
export const asked =
  <T>(service: (call: Call<undefined, ServerContext>) => Promise<Result<T>>): Handler =>
  async (c) =>
    answer(c, await service({ ctx: c.get('ctx'), input: undefined }));
