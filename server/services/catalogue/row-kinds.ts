import type { Location, Partner, Product, Site } from '../../../src/lib/domain/catalogue/catalogue.ts';
import { checkCodes } from '../../../src/lib/domain/catalogue/check-codes.ts';
import { checkLocations } from '../../../src/lib/domain/catalogue/check-locations.ts';
import { checkProducts } from '../../../src/lib/domain/catalogue/check-products.ts';
import type { CatalogueProblem, StockOnHand } from '../../../src/lib/domain/catalogue/problem.ts';
import type { Put } from '../../../src/lib/protocol/catalogue.ts';
import type { RowKind } from './put-row.ts';

const rowsOf = <Row>(changes: readonly Put<Row>[]): Row[] => changes.map(({ row }) => row);

const isThere = ({ serials, quantityMicros }: StockOnHand): boolean => serials > 0 || quantityMicros !== 0;

const archives = <Row extends { archived: boolean }>({ row, seen }: Put<Row>): boolean =>
  row.archived && !seen?.archived;

/** Which keys serials and lots are kept under: it cannot change under goods that lie there. */
const keepsDifferently = ({ row, seen }: Put<Product>): boolean =>
  seen !== null && (row.tracking !== seen.tracking || row.exactCase !== seen.exactCase);

function checkStockOf(change: Put<Product>, onHand: () => StockOnHand): CatalogueProblem[] {
  const { row, seen } = change;
  if (!keepsDifferently(change) && !archives(change)) return [];
  const there = onHand();
  if (!isThere(there)) return [];
  if (archives(change)) return [{ id: row.id, code: 'archive-with-stock', field: 'archived', onHand: there }];
  const field = row.tracking === seen?.tracking ? 'exactCase' : 'tracking';
  return [{ id: row.id, code: 'tracking-with-stock', field, onHand: there }];
}

export const productKind: RowKind<Product> = {
  all: ({ catalogue }) => catalogue.products,
  check: ({ changes, all, moment }) => [
    ...checkProducts({ changed: rowsOf(changes), all }),
    ...changes.flatMap((change) => checkStockOf(change, () => moment.stockOfProduct(change.row.id)))
  ],
  entries: (products) => ({ products })
};

function checkLocationUse(
  change: Put<Location>,
  input: { parentsInUse: ReadonlySet<string>; onHand: (id: string) => StockOnHand }
): CatalogueProblem[] {
  const { row, seen } = change;
  if (seen !== null && seen.siteId !== row.siteId)
    return [{ id: row.id, code: 'site-fixed', field: 'siteId' }];
  if (!archives(change)) return [];
  if (input.parentsInUse.has(row.id))
    return [{ id: row.id, code: 'archive-with-children', field: 'archived' }];
  const onHand = input.onHand(row.id);
  return isThere(onHand) ? [{ id: row.id, code: 'archive-with-stock', field: 'archived', onHand }] : [];
}

export const locationKind: RowKind<Location> = {
  all: ({ catalogue }) => catalogue.locations,
  check: ({ changes, all, moment }) => {
    const inUse = all.filter(({ archived }) => !archived);
    const parentsInUse = new Set(inUse.flatMap(({ parentId }) => (parentId === null ? [] : [parentId])));
    return [
      ...checkLocations({ changed: rowsOf(changes), all, sites: moment.catalogue.sites }),
      ...changes.flatMap((change) =>
        checkLocationUse(change, { parentsInUse, onHand: moment.stockAtLocation })
      )
    ];
  },
  entries: (locations) => ({ locations })
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const siteKind: RowKind<Site> = {
  all: ({ catalogue }) => catalogue.sites,
  check: ({ changes, all, moment }) => [
    ...checkCodes({ changed: rowsOf(changes), all }),
    ...changes.flatMap(({ row, seen }): CatalogueProblem[] => {
      const isHeld = ({ siteId, archived }: Location) => siteId === row.id && !archived;
      return [
        ...(isTimeZone(row.timeZone)
          ? []
          : [{ id: row.id, code: 'time-zone-unknown' as const, field: 'timeZone', value: row.timeZone }]),
        ...(archives({ row, seen }) && moment.catalogue.locations.some(isHeld)
          ? [{ id: row.id, code: 'archive-with-children' as const, field: 'archived' }]
          : [])
      ];
    })
  ],
  entries: (sites) => ({ sites })
};

export const partnerKind: RowKind<Partner> = {
  all: ({ catalogue }) => catalogue.partners,
  check: ({ changes, all }) => checkCodes({ changed: rowsOf(changes), all }),
  entries: (partners) => ({ partners })
};
