import type { CountScope } from '$lib/domain/document/document';
import type { Messages } from '$lib/i18n/messages.fr';
import type { CatalogueNames } from '$lib/live/catalogue-names.svelte';

/** What a count looks at, in words. */
export function scopeWords(
  t: Messages['counting'],
  scope: CountScope | null,
  names: Pick<CatalogueNames, 'place' | 'product'>
): string {
  const product = scope?.productId ? names.product(scope.productId) : undefined;
  const parts = [
    scope?.locationId ? names.place(scope.locationId) : t.everywhere,
    product ? `${product.code} — ${product.label}` : ''
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
