import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { serialDetailResponseSchema } from '../../src/lib/protocol/queries.ts';
import { idFactory } from '../factories/movements.ts';
import { TestServer, type TestDevice } from '../factories/server.ts';

interface Sample {
  s?: string;
  pair?: string[];
  gen?: { unit: string; times: number };
}

const samples = fileURLToPath(new URL('../../../shared/vectors/hostile-examples.json', import.meta.url));

/** The essential ones, for who has only this project. */
const own = [
  '<img src=x onerror=alert(1)>',
  "'; DROP TABLE serial; --",
  '%',
  '_',
  '*',
  '"',
  '=1+1',
  '@SUM(1)',
  'a\u0000b',
  'a\r\nb',
  'a\u202eb',
  '\ud83d',
  '__proto__',
  'constructor',
  '..',
  'null',
  '1e3',
  'é'.repeat(70_000),
  '('.repeat(20_000)
];

const textsOf = ({ s, pair = [], gen }: Sample): string[] => [
  ...(s === undefined ? [] : [s]),
  ...pair,
  ...(gen ? [gen.unit.repeat(gen.times)] : [])
];

const shared = existsSync(samples)
  ? (JSON.parse(readFileSync(samples, 'utf8')) as Sample[]).flatMap(textsOf)
  : [];
const texts = [...new Set([...own, ...shared])];

describe('a serial of hostile text, on SQLite', () => {
  let server: TestServer;
  let phone: TestDevice;

  beforeAll(async () => {
    server = await TestServer.open({
      store: openSqliteStore({ path: ':memory:', newEpoch: idFactory(3)() })
    });
    phone = await server.enrol();
    await phone.push([phone.make({ serial: 'SN-HONEST', productId: 'product-1' })]);
  });

  test.each(texts.map((text, at) => [at, text.slice(0, 40), text] as const))(
    '%i %j is stored as it is or refused with a reason, and finds itself alone',
    async (_at, _shown, text) => {
      const pushed = await phone.push([phone.make({ serial: text, productId: 'product-1' })]);
      const [answer] = pushed.answers;
      if (answer?.verdict === 'refused') {
        expect(answer.code).toMatch(/^serial-|^malformed-movement$/);
        return;
      }
      expect(answer?.verdict).toBe('accepted');
      const rows = (await server.store.readRows({ after: null, limit: 1000 })).rows;
      const row = rows.find(({ version }) => answer && 'seq' in answer && version === answer.seq);
      if (!row) throw new Error('no row');
      const query = new URLSearchParams({ productId: row.productId, serialKey: row.serialKey });
      const found = serialDetailResponseSchema.parse(
        await (await phone.request(`/api/serial?${query}`)).json()
      );
      expect(found.row.serial).toBe(row.serial);
      expect(found.history.at(-1)?.movement.serial).toBe(row.serial);
      const search = await phone.request(`/api/serials?${new URLSearchParams({ q: row.serial })}`);
      expect(search.status).toBe(200);
    }
  );

  test('and none of them has harmed the honest one', async () => {
    const { rows } = await server.store.readRows({ after: null, limit: 1000 });
    expect(rows.filter(({ serial }) => serial === 'SN-HONEST')).toHaveLength(1);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
