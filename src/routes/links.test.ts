import { expect, test } from 'vitest';
import {
  conditionLink,
  entryLink,
  importLink,
  readImportKind,
  readPrefill,
  serialLink,
  serialsLink,
  transferLink
} from './links';

const ORIGIN = 'http://localhost';

test.each(['a?b=c#d', '../../etc/passwd', '.', '..', '%2e%2e', 'A+B C', 'é/ü\\', '&serie=x', '\u200b'])(
  'a serial such as %j keeps its page and its letters',
  (serialKey) => {
    const url = new URL(serialLink({ productId: 'P.1', serialKey }), ORIGIN);
    expect(url.pathname).toBe('/produits/stocks/series/fiche');
    expect(url.searchParams.get('serie')).toBe(serialKey);
    expect(url.searchParams.get('article')).toBe('P.1');
    expect(url.hash).toBe('');
  }
);

test('what a movement begins with comes back as it was given', () => {
  const prefill = { productId: 'p-1', serial: 'S/N 1&2', locationId: 'l-1', kind: 'loan' };
  for (const link of [entryLink, transferLink, conditionLink]) {
    expect(readPrefill(new URL(link(prefill), ORIGIN))).toEqual(prefill);
  }
  expect(readPrefill(new URL(entryLink(), ORIGIN))).toEqual({});
});

test('an empty search has a plain address', () => {
  expect(serialsLink('')).toBe('/produits/stocks/series');
});

test.each(['products', 'locations', 'partners'] as const)(
  'the import page is told what to import: %s',
  (kind) => {
    expect(readImportKind(new URL(importLink(kind), ORIGIN))).toBe(kind);
  }
);
