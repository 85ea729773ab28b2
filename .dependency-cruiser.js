/**
 * The import rule of the house, one way only:
 *
 *   routes → features → {sync, scan, components} → db → protocol → domain
 *   server/main → app → http → services → store → protocol → domain
 *
 * Each rule forbids what a room must not know.
 */
const LIB = '^src/lib/';
const rooms = (...names) => `${LIB}(${names.join('|')})/`;
const test = '\\.test\\.ts$';

/** @param {string} name @param {string} path @param {string} forbidden @param {object} [also] */
const mustNot = (name, path, forbidden, also = {}) => ({
  name,
  severity: 'error',
  from: { path, pathNot: test },
  to: { path: forbidden, ...also }
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment: 'domain imports only itself and zod',
      severity: 'error',
      from: { path: rooms('domain'), pathNot: test },
      to: { pathNot: [rooms('domain'), '^node_modules/zod/'] }
    },
    {
      name: 'protocol-knows-domain-and-zod-only',
      severity: 'error',
      from: { path: rooms('protocol'), pathNot: test },
      to: { pathNot: [rooms('domain', 'protocol'), '^node_modules/zod/'] }
    },
    mustNot('db-is-below', rooms('db'), rooms('sync', 'scan', 'components', 'features') + '|^src/routes'),
    mustNot('sync-is-beside', rooms('sync'), rooms('scan', 'components', 'features') + '|^src/routes'),
    mustNot('scan-is-beside', rooms('scan'), rooms('db', 'sync', 'components', 'features') + '|^src/routes'),
    mustNot(
      'components-know-no-domain',
      rooms('components'),
      rooms('domain', 'protocol', 'db', 'sync', 'scan', 'features') + '|^src/routes'
    ),
    mustNot('live-serves-features', rooms('live'), rooms('sync', 'scan', 'features') + '|^src/routes'),
    mustNot(
      'live-is-above',
      rooms('domain', 'protocol', 'db', 'sync', 'scan', 'components', 'i18n'),
      rooms('live')
    ),
    mustNot('work-serves-features', rooms('work'), rooms('features') + '|^src/routes'),
    mustNot(
      'work-is-above',
      rooms('domain', 'protocol', 'db', 'sync', 'scan', 'components', 'i18n', 'live'),
      rooms('work')
    ),
    mustNot('i18n-is-words', rooms('i18n'), rooms('db', 'sync', 'scan', 'components', 'features')),
    mustNot('features-know-no-routes', rooms('features'), '^src/routes'),
    {
      name: 'features-do-not-import-each-other',
      severity: 'error',
      from: { path: `${LIB}features/([^/]+)/`, pathNot: test },
      to: { path: `${LIB}features/([^/]+)/`, pathNot: `${LIB}features/$1/` }
    },
    mustNot('src-never-imports-server', '^src/', '^server/'),
    {
      name: 'server-takes-protocol-and-domain-only',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^src/', pathNot: rooms('protocol', 'domain') }
    },
    mustNot('store-is-lowest', '^server/store/', '^server/(services|http|app|main)'),
    mustNot('services-are-below-http', '^server/services/', '^server/(http|app|main)'),
    mustNot('services-use-the-store-interface', '^server/services/', '^server/store/(sqlite|memory)/'),
    mustNot('http-is-below-app', '^server/http/', '^server/(app|main)\\.ts|^server/store/(sqlite|memory)/'),
    mustNot('app-is-below-main', '^server/app\\.ts', '^server/main\\.ts'),
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^\\$(app|env|service-worker)|/\\$types$|^virtual:' }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.svelte-kit|build|node_modules/\\.vite)/' },
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: '.dependency-cruiser.resolve.cjs' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.svelte', '.svelte.ts', '.d.ts', '.json', '.wasm']
    }
  }
};
