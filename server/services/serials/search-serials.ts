import {
  readPosition,
  serialSearchParamsSchema,
  toSerialSearch,
  writePosition,
  type SerialSearchResponse
} from '../../../src/lib/protocol/serial-search.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/** A page of the list of serials (see `SerialQuery`). Errors: `not-enrolled`, `malformed-request`. */
export async function searchSerials({ ctx, input }: Call<unknown>): Promise<Result<SerialSearchResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const params = parseInput(serialSearchParamsSchema, input);
  if (!params.ok) return params;
  const { query, limit, after } = toSerialSearch(params.value);
  const position = after === null ? null : readPosition(after);
  if (after !== null && position === null) return fail('malformed-request', { field: 'after' });

  const found = await ctx.store.searchSerials({ query, limit, after: position });
  return succeed({ ...found, next: found.next && writePosition(found.next) });
}
