import type { Partner } from '../catalogue.ts';
import { partnerSchema } from '../catalogue-schemas.ts';
import { choiceCell, codeCell, textCell, yesNoCell } from './csv-cells.ts';
import { wholeOrErrors, type CsvResult } from './csv-error.ts';
import { readLines, type CsvFields, type ReadLine } from './csv-fields.ts';
import {
  changeOf,
  codeKey,
  Findings,
  refuseRepeats,
  type Imported,
  type ImportInput
} from './import-entities.ts';

type PartnerKind = 'supplier' | 'customer' | 'both';

/** A partner as a line of a file. */
export interface PartnerRow extends Pick<Partner, 'code' | 'name' | 'archived'> {
  role: PartnerKind;
}

/** The columns of a partner file. */
export const partnerFields: CsvFields<PartnerRow> = {
  code: {
    cell: codeCell(64),
    heading: { fr: 'Code', en: 'Code' },
    aliases: ['code tiers', 'tiers', 'partner code', 'account'],
    required: true
  },
  name: {
    cell: textCell(200),
    heading: { fr: 'Nom', en: 'Name' },
    aliases: ['raison sociale', 'libellé', 'société', 'company', 'label']
  },
  role: {
    cell: choiceCell<PartnerKind>([
      { value: 'supplier', fr: 'fournisseur', en: 'supplier', others: ['vendor', 'f'] },
      { value: 'customer', fr: 'client', en: 'customer', others: ['c'] },
      {
        value: 'both',
        fr: 'fournisseur et client',
        en: 'supplier and customer',
        others: ['client et fournisseur', 'customer and supplier', 'les deux']
      }
    ]),
    heading: { fr: 'Rôle', en: 'Role' },
    aliases: ['type', 'roles', 'rôles', 'nature']
  },
  archived: { cell: yesNoCell, heading: { fr: 'Archivé', en: 'Archived' } }
};

export function toPartnerRow({ code, name, roles, archived }: Partner): PartnerRow {
  const role = roles.includes('supplier') ? (roles.includes('customer') ? 'both' : 'supplier') : 'customer';
  return { code, name, role, archived };
}

const rolesOf: Record<PartnerKind, Partner['roles']> = {
  supplier: ['supplier'],
  customer: ['customer'],
  both: ['supplier', 'customer']
};

type Draft = Omit<Imported<Partner>, 'change'> & { before: Partner | undefined };

function draftOf(
  { line, row }: ReadLine<PartnerRow>,
  before: Partner | undefined,
  input: { newId: () => string; findings: Findings }
): Draft | null {
  const { code, role, ...said } = row;
  if (code === undefined) return null;
  const roles = role && rolesOf[role];
  // Said again in another order it is no change.
  const sameRoles = before && role === toPartnerRow(before).role;
  if (before)
    return { line, before, entity: { ...before, ...said, code, ...(roles && !sameRoles && { roles }) } };
  if (said.name === undefined) input.findings.add('value-missing', { line, field: 'name' });
  if (!roles) input.findings.add('value-missing', { line, field: 'role' });
  if (said.name === undefined || !roles) return null;
  const entity = { id: input.newId(), code, name: said.name, roles, archived: said.archived ?? false };
  return { line, before, entity };
}

/**
 * Reads suppliers and customers from a file, known ones by their code: either all
 * of them, or every fault of every line.
 *
 * @param input.existing all partners, archived ones too
 */
export function importPartners(
  input: ImportInput<PartnerRow> & { existing: readonly Partner[] }
): CsvResult<Imported<Partner>[]> {
  const { table, mapping, newId, existing } = input;
  const { lines, errors } = readLines(partnerFields, table, mapping);
  const findings = new Findings(errors);
  const known = new Map(existing.map((partner) => [codeKey(partner.code), partner]));
  refuseRepeats(lines, ({ row }) => (row.code === undefined ? null : codeKey(row.code)), findings, 'code');
  const drafts = lines.flatMap((line) => {
    const before = known.get(codeKey(line.row.code ?? ''));
    return draftOf(line, before, { newId, findings }) ?? [];
  });
  for (const { line, entity } of drafts) {
    if (!partnerSchema.safeParse(entity).success) findings.add('value-invalid', { line });
  }
  const imported = drafts.map(({ line, entity, before }) => ({
    line,
    entity,
    change: changeOf(before, entity)
  }));
  return wholeOrErrors(imported, findings.errors);
}
