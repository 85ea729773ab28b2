import { readCatalogue } from '$lib/db/queries/catalogue';
import type { Location, Partner, Site } from '$lib/domain/catalogue/catalogue';
import { locationSchema, partnerSchema, siteSchema } from '$lib/domain/catalogue/catalogue-schemas';
import { checkCodes } from '$lib/domain/catalogue/check-codes';
import { checkLocations } from '$lib/domain/catalogue/check-locations';
import type { DeskApi } from '$lib/sync/desk-api';
import type { Device } from '$lib/sync/device';
import type { Fault } from './product-draft';
import { amongOthers, type RowFormRule } from './row-form.svelte';

interface Parser {
  safeParse(row: unknown): { error?: { issues: { path: PropertyKey[]; code: string }[] } | undefined };
}

/** The first fault of each field, in the words of this form rather than the schema's. */
function faultsOf(schema: Parser, row: object): Fault[] {
  const byField = new Map<string, Fault>();
  for (const { path, code } of schema.safeParse(row).error?.issues ?? []) {
    const field = String(path[0] ?? '');
    const known = { too_small: 'missing', too_big: 'too-long' } as const;
    const fault = code === 'too_small' || code === 'too_big' ? known[code] : 'invalid';
    if (!byField.has(field)) byField.set(field, { field, code: fault });
  }
  return [...byField.values()];
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

interface Needs {
  device: Device;
  api: DeskApi;
}

export type PartnerRole = 'supplier' | 'customer' | 'both';
export type PartnerValues = Omit<Partner, 'id' | 'roles'> & { role: PartnerRole };

const rolesOf: Record<PartnerRole, Partner['roles']> = {
  supplier: ['supplier'],
  customer: ['customer'],
  both: ['supplier', 'customer']
};

export function roleOf(roles: Partner['roles']): PartnerRole {
  if (roles.includes('supplier') && roles.includes('customer')) return 'both';
  return roles.includes('customer') ? 'customer' : 'supplier';
}

export function partnerRule({ device, api }: Needs): RowFormRule<Partner, PartnerValues> {
  return {
    toValues: (row) => ({
      code: row?.code ?? '',
      name: row?.name ?? '',
      role: roleOf(row?.roles ?? ['supplier']),
      archived: row?.archived ?? false
    }),
    toRow: (id, { code, name, role, archived }) => {
      const row = { id, code: code.trim(), name: name.trim(), roles: rolesOf[role], archived };
      return { row, faults: faultsOf(partnerSchema, row) };
    },
    check: async (row) => checkCodes(amongOthers(row, (await readCatalogue(device.db)).partners)),
    put: (put) => api.putPartner(put)
  };
}

export type SiteValues = Omit<Site, 'id'>;

export function siteRule({ device, api }: Needs): RowFormRule<Site, SiteValues> {
  return {
    toValues: (row) => ({
      code: row?.code ?? '',
      name: row?.name ?? '',
      timeZone: row?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      archived: row?.archived ?? false
    }),
    toRow: (id, { code, name, timeZone, archived }) => {
      const row = { id, code: code.trim(), name: name.trim(), timeZone: timeZone.trim(), archived };
      return { row, faults: faultsOf(siteSchema, row) };
    },
    check: async (row) => checkCodes(amongOthers(row, (await readCatalogue(device.db)).sites)),
    put: (put) => api.putSite(put)
  };
}

export type LocationValues = Omit<Location, 'id' | 'parentId' | 'barcode'> & {
  /** Empty: directly in the site. */
  parentId: string;
  barcode: string;
};

/** @param start where a new one stands */
export function locationRule(
  { device, api }: Needs,
  start: { siteId: string; parentId: string }
): RowFormRule<Location, LocationValues> {
  return {
    toValues: (row) => ({
      siteId: row?.siteId ?? start.siteId,
      parentId: row ? (row.parentId ?? '') : start.parentId,
      code: row?.code ?? '',
      name: row?.name ?? '',
      barcode: row?.barcode ?? '',
      archived: row?.archived ?? false
    }),
    toRow: (id, { siteId, parentId, code, name, barcode, archived }) => {
      const named = name.trim() === '' ? code.trim() : name.trim();
      const row = {
        id,
        siteId,
        parentId: orNull(parentId),
        code: code.trim(),
        name: named,
        barcode: orNull(barcode),
        archived
      };
      return { row, faults: faultsOf(locationSchema, row) };
    },
    check: async (row) => {
      const { locations, sites } = await readCatalogue(device.db);
      return checkLocations({ ...amongOthers(row, locations), sites });
    },
    put: (put) => api.putLocation(put)
  };
}
