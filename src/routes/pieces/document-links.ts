import type { DocumentLinks } from '$lib/features/documents/document-links';
import { documentEditLink, documentLink, importLink, serialLink, taskLink } from '../links';
import { places } from '../places';

export const documentLinks: DocumentLinks = {
  list: places.documents,
  document: documentLink,
  edit: documentEditLink,
  task: taskLink,
  serial: serialLink,
  import: importLink('documents')
};
