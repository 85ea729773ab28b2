import { describe } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { accessConformance } from './store-access.conformance.ts';
import { anomaliesConformance } from './store-anomalies.conformance.ts';
import { catalogueConformance } from './store-catalogue.conformance.ts';
import { documentsConformance } from './store-documents.conformance.ts';
import { envelopesConformance } from './store-envelopes.conformance.ts';
import { StoreHarness } from './store-harness.ts';
import { keysConformance } from './store-keys.conformance.ts';
import { momentsConformance } from './store-moments.conformance.ts';
import { movementsConformance } from './store-movements.conformance.ts';
import { readingConformance } from './store-reading.conformance.ts';
import { stockConformance } from './store-stock.conformance.ts';
import { upkeepConformance } from './store-upkeep.conformance.ts';
import { webhooksConformance } from './store-webhooks.conformance.ts';

/** What every store must do, whatever it keeps its data in. */
export function storeConformance(name: string, open: () => Promise<Store>): void {
  describe(`${name} store`, () => {
    const harness = new StoreHarness(open);
    movementsConformance(harness);
    momentsConformance(harness);
    readingConformance(harness);
    upkeepConformance(harness);
    envelopesConformance(harness);
    stockConformance(harness);
    anomaliesConformance(harness);
    catalogueConformance(harness);
    documentsConformance(harness);
    accessConformance(harness);
    keysConformance(harness);
    webhooksConformance(harness);
  });
}
