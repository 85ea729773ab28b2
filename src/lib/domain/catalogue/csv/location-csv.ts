import type { Location, Site } from '../catalogue.ts';
import { codeCell, optional, textCell, yesNoCell } from './csv-cells.ts';
import type { CsvFields } from './csv-fields.ts';

/** A location as a line of a file: its site and the location it stands in by their codes. */
export interface LocationRow extends Pick<Location, 'code' | 'name' | 'barcode' | 'archived'> {
  site: string;
  parent: string | null;
}

/** The columns of a location file. */
export const locationFields: CsvFields<LocationRow> = {
  site: {
    cell: codeCell(64),
    heading: { fr: 'Dépôt', en: 'Site' },
    aliases: ['site', 'entrepôt', 'magasin', 'warehouse', 'depot']
  },
  code: {
    cell: codeCell(64),
    heading: { fr: 'Code', en: 'Code' },
    aliases: ['emplacement', 'code emplacement', 'location', 'location code', 'bin'],
    required: true
  },
  name: {
    cell: textCell(200),
    heading: { fr: 'Nom', en: 'Name' },
    aliases: ['libellé', 'désignation', 'description', 'label']
  },
  parent: {
    cell: optional(codeCell(64)),
    heading: { fr: 'Dans', en: 'Inside' },
    aliases: ['parent', 'emplacement parent', 'parent location']
  },
  barcode: {
    cell: optional(codeCell(128)),
    heading: { fr: 'Code-barres', en: 'Barcode' },
    aliases: ['code à barres', 'étiquette']
  },
  archived: { cell: yesNoCell, heading: { fr: 'Archivé', en: 'Archived' } }
};

export function toLocationRow(
  location: Location,
  known: { sites: readonly Site[]; locations: readonly Location[] }
): LocationRow {
  const { code, name, barcode, archived, siteId, parentId } = location;
  const site = known.sites.find(({ id }) => id === siteId)?.code ?? siteId;
  const parent = known.locations.find(({ id }) => id === parentId)?.code ?? null;
  return { site, code, name, parent, barcode, archived };
}
