export const documentTypes = ['receipt', 'pick', 'transfer', 'count'] as const;

export const documentStates = ['open', 'closed', 'cancelled'] as const;

export type DocumentType = (typeof documentTypes)[number];
export type DocumentState = (typeof documentStates)[number];
