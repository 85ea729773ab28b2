import { expect, test } from 'vitest';
import { movementFactory } from '../../../../tests/factories/movements.ts';
import { movementSchema } from '../movement/movement-schemas.ts';
import { openAnomalies } from '../serial/serial-row.ts';
import { stockKeysOf } from '../stock/stock-effect.ts';
import { projectStock } from '../stock/stock-row.ts';
import { acceptanceOf } from './acceptance.ts';

const make = movementFactory(1);
const by = { operator: { id: make().id, name: 'Bureau' }, effectiveDate: '2024-10-05' };

test.each([
  { locationId: 'loc-1', lot: 'L1' },
  { locationId: null, lot: null },
  { locationId: 'loc-1', lot: null }
])('an acceptance belongs to the stock row %o and to no other', (place) => {
  const key = { productId: 'product-1', ...place };
  const { serial: _serial, toLocationId: _to, ...content } = make({ kind: 'shipment' });
  const left = {
    ...content,
    ...(place.locationId && { fromLocationId: place.locationId }),
    ...(place.lot && { lot: place.lot })
  };
  const [anomaly] = projectStock(key, [left]).row.anomalies;
  if (!anomaly) throw new Error('no anomaly');
  const { id, recordedAt, clock, origin } = make();
  const draft = acceptanceOf({ anomaly, subject: key, reason: 'vu', by });
  const accepted = movementSchema.parse({ ...draft, id, recordedAt, clock, origin });
  expect(stockKeysOf(accepted)).toEqual([key]);
  const { row } = projectStock(key, [left, accepted]);
  expect(openAnomalies({ ...row, warnings: [] })).toEqual([]);
});
