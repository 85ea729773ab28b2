import { failed } from '../db/result.ts';
import type { Answer } from './transport.ts';

type Requests<Api> = { [Name in keyof Api]: (...given: never[]) => Promise<Answer<unknown>> };

/**
 * Requests whose code comes with the first of them. Where it cannot be had the
 * answer is `unreachable`, as without a network; the next request tries again.
 *
 * @param names of all its methods
 * @param load may reject
 */
export function lateApi<Api extends Requests<Api>>(
  names: Record<keyof Api, true>,
  load: () => Promise<Api>
): Api {
  let coming: Promise<Api> | null = null;

  async function loaded(): Promise<Api> {
    coming ??= load();
    try {
      return await coming;
    } catch (error) {
      coming = null;
      throw error;
    }
  }

  const late =
    (name: keyof Api) =>
    async (...given: never[]): Promise<Answer<unknown>> => {
      let api: Api;
      try {
        api = await loaded();
      } catch (error) {
        return failed({ code: 'unreachable', detail: String(error) });
      }
      return api[name](...given);
    };
  const methods = (Object.keys(names) as (keyof Api)[]).map((name) => [name, late(name)]);
  // The names are those of the interface, all of them, which no inference sees through `fromEntries`.
  return Object.fromEntries(methods) as Api;
}
