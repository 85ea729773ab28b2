import { anomalyParamsSchema, type AnomaliesResponse } from '../../../src/lib/protocol/anomalies.ts';
import type { AnomalyPosition } from '../../store/anomaly-query.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

const writePosition = ({ at, id }: AnomalyPosition): string => `${at}~${id}`;

/** The schema has seen to the form. */
function readPosition(text: string): AnomalyPosition {
  const end = text.indexOf('~');
  return { at: Number(text.slice(0, end)), id: text.slice(end + 1) };
}

/** The register of anomalies, page by page, with both claims. Errors: `not-enrolled`, `malformed-request`. */
export async function listAnomalies({ ctx, input }: Call<unknown>): Promise<Result<AnomaliesResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const params = parseInput(anomalyParamsSchema, input);
  if (!params.ok) return params;
  const { state, limit, after, type, productId, operatorId, deviceId, openedBefore } = params.value;

  const page = await ctx.store.listAnomalies({
    state,
    limit,
    after: after === undefined ? null : readPosition(after),
    type: type ?? null,
    productId: productId ?? null,
    operatorId: operatorId ?? null,
    deviceId: deviceId ?? null,
    openedBefore: openedBefore ?? null
  });
  return succeed({ ...page, next: page.next && writePosition(page.next) });
}
