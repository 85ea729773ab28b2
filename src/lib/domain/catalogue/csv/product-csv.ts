import type { Product } from '../catalogue.ts';
import { trackingModes, serialRequirements } from '../catalogue-schemas.ts';
import {
  amountsCell,
  choiceCell,
  codeCell,
  gtinsCell,
  microsCell,
  optional,
  packsCell,
  textCell,
  yesNoCell
} from './csv-cells.ts';
import type { CsvFields } from './csv-fields.ts';

/** A product as a line of a file: other products by their codes. */
export type ProductRow = Pick<
  Product,
  | 'code'
  | 'label'
  | 'gtins'
  | 'unit'
  | 'packs'
  | 'tracking'
  | 'serialRequired'
  | 'exactCase'
  | 'unitCostMicros'
  | 'alertMicros'
  | 'securityMicros'
  | 'maximumMicros'
  | 'archived'
> & { components: { name: string; quantityMicros: number }[] };

const trackingWords: Record<(typeof trackingModes)[number], { fr: string; en: string; others?: string[] }> = {
  none: { fr: 'quantité', en: 'quantity', others: ['aucun', 'non', 'no'] },
  lot: { fr: 'lot', en: 'lot', others: ['batch'] },
  serial: { fr: 'n° de série', en: 'serial', others: ['série', 'serial number', 'numéro de série'] },
  'lot-and-serial': {
    fr: 'lot et n° de série',
    en: 'lot and serial',
    others: ['lot et série', 'lot + serial']
  }
};

const requirementWords: Record<
  (typeof serialRequirements)[number],
  { fr: string; en: string; others?: string[] }
> = {
  never: { fr: 'jamais', en: 'never', others: ['non', 'no'] },
  entry: { fr: 'entrée', en: 'entry', others: ['entrées'] },
  exit: { fr: 'sortie', en: 'exit', others: ['sorties'] },
  both: {
    fr: 'entrée et sortie',
    en: 'entry and exit',
    others: ['les deux', 'oui', 'yes', 'toujours', 'always']
  }
};

/** The columns of a product file. */
export const productFields: CsvFields<ProductRow> = {
  code: {
    cell: codeCell(64),
    heading: { fr: 'Code', en: 'Code' },
    aliases: [
      'code article',
      'code produit',
      'référence',
      'réf',
      'sku',
      'product code',
      'item code',
      'reference'
    ],
    required: true
  },
  label: {
    cell: textCell(200),
    heading: { fr: 'Libellé', en: 'Label' },
    aliases: ['désignation', 'description', 'nom', 'name', 'intitulé']
  },
  gtins: {
    cell: gtinsCell,
    heading: { fr: 'GTIN', en: 'GTIN' },
    aliases: [
      'gtins',
      'ean',
      'ean13',
      'ean 13',
      'gencod',
      'upc',
      'code barres',
      'code à barres',
      'barcode',
      'barcodes'
    ]
  },
  unit: {
    cell: textCell(20),
    heading: { fr: 'Unité', en: 'Unit' },
    aliases: ['unité de stock', 'uom', 'unit of measure']
  },
  packs: { cell: packsCell, heading: { fr: 'Conditionnements', en: 'Packs' }, aliases: ['colisage', 'pack'] },
  tracking: {
    cell: choiceCell(trackingModes.map((value) => ({ value, ...trackingWords[value] }))),
    heading: { fr: 'Suivi', en: 'Tracking' },
    aliases: ['mode de suivi', 'suivi par', 'tracked by']
  },
  serialRequired: {
    cell: choiceCell(serialRequirements.map((value) => ({ value, ...requirementWords[value] }))),
    heading: { fr: 'N° de série obligatoire', en: 'Serial required' },
    aliases: ['série obligatoire', 'serial mandatory']
  },
  exactCase: { cell: yesNoCell, heading: { fr: 'Casse exacte', en: 'Exact case' } },
  unitCostMicros: {
    cell: optional(microsCell),
    heading: { fr: 'Coût unitaire', en: 'Unit cost' },
    aliases: ['coût', 'prix d’achat', 'prix de revient', 'pmp', 'cost', 'purchase price']
  },
  alertMicros: {
    cell: optional(microsCell),
    heading: { fr: 'Stock d’alerte', en: 'Alert level' },
    aliases: ['alerte', 'seuil d’alerte', 'alert', 'reorder point']
  },
  securityMicros: {
    cell: optional(microsCell),
    heading: { fr: 'Stock de sécurité', en: 'Security level' },
    aliases: ['sécurité', 'security', 'safety stock']
  },
  maximumMicros: {
    cell: optional(microsCell),
    heading: { fr: 'Stock maximum', en: 'Maximum level' },
    aliases: ['maximum', 'stock maxi', 'stock max', 'maximum stock']
  },
  components: {
    cell: amountsCell(64),
    heading: { fr: 'Composants', en: 'Components' },
    aliases: ['nomenclature', 'bill of materials', 'bom']
  },
  archived: { cell: yesNoCell, heading: { fr: 'Archivé', en: 'Archived' } }
};

/** A product as a line of a file. @param codeOf the code of another product; null for one that is gone */
export function toProductRow(product: Product, codeOf: (productId: string) => string | null): ProductRow {
  const { id: _id, serialPattern: _pattern, components, ...row } = product;
  return {
    ...row,
    components: components.flatMap(({ productId, quantityMicros }) => {
      const name = codeOf(productId);
      return name === null ? [] : [{ name, quantityMicros }];
    })
  };
}
