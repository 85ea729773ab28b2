import { expect, test } from 'vitest';
import { openTestDatabase, testProduct } from '../../../../tests/factories/device.ts';
import type { Product } from '../../domain/catalogue/catalogue.ts';
import { productSchema } from '../../domain/catalogue/catalogue-schemas.ts';
import { toStoredProduct } from '../to-stored.ts';
import {
  listProducts,
  productByCode,
  productByGtin,
  productById,
  readCatalogue,
  searchProducts
} from './catalogue.ts';

const BOX = '19521234001062';

const boxed: Product = {
  ...testProduct,
  packs: [{ unit: 'carton', quantityMicros: 10_000_000, gtin: BOX }]
};

test('a product with packs is read as the server knows it, however it is asked for', async () => {
  const { db } = await openTestDatabase();
  await db.products.put(toStoredProduct(boxed));
  const read = await Promise.all([
    productById(db, boxed.id),
    productByGtin(db, BOX),
    productByCode(db, boxed.code.toLowerCase()),
    listProducts(db).then(([first]) => first),
    searchProducts(db, boxed.code).then(([first]) => first),
    readCatalogue(db).then(({ products: [first] }) => first)
  ]);
  for (const product of read) {
    expect(product).toEqual(boxed);
    expect(productSchema.safeParse(product).success).toBe(true);
  }
});
