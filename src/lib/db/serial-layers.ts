import {
  emptySerialRow,
  extendSerialRow,
  projectSerial,
  type SerialRow
} from '../domain/serial/serial-row.ts';
import { layer, type Layered, type LayerSources } from './layering.ts';
import type { SerialIdentity, StoredRow } from './schema.ts';

/** What a screen shows of one serial. */
export type SerialView = Layered<SerialRow>;

export interface SerialSources extends LayerSources<StoredRow> {
  identity: SerialIdentity;
}

/** What is known here of one serial; null when nothing is. */
export function layerSerial(sources: SerialSources): SerialView | null {
  const { identity, own } = sources;
  return layer(sources, {
    plain: ({ version: _version, open: _open, ...row }) => row,
    empty: () => emptySerialRow({ ...identity, serial: own[0]?.movement.serial ?? identity.serialKey }),
    extend: extendSerialRow,
    // What is known across serials only the server knows.
    project: (movements, stored) => ({
      ...projectSerial(identity, movements).row,
      warnings: stored?.warnings ?? []
    })
  });
}
