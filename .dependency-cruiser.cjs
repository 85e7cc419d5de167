/**
 * Which part may import which (docs/architecture.md): apps -> Nest libs -> the other libs -> trajectory, event-store.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const core = '^libs/(trajectory|event-store)/';
const nestLibs = '^libs/(http|access|service)/';
/** Specifications, and what only they use. */
const specs = '\\.spec\\.ts$|^libs/[^/]+/testing/';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid('no-cycles', 'A cycle means two parts are one.', {}, { circular: true }),
    forbid('libs-not-to-apps', 'Libraries serve apps.', { path: '^libs/' }, { path: '^apps/' }),
    forbid(
      'one-door',
      'A library is entered by its index.',
      { path: '^(apps|libs)/([^/]+)/' },
      { path: '^libs/([^/]+)/src/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^$1/$2/'] },
    ),
    forbid(
      'domain-alone',
      'The domain imports nothing.',
      { path: '^libs/trajectory/', pathNot: specs },
      { pathNot: '^libs/trajectory/' },
    ),
    forbid(
      'port-alone',
      'The port imports nothing.',
      { path: '^libs/event-store/', pathNot: specs },
      { pathNot: '^libs/event-store/' },
    ),
    forbid(
      'proofs-alone',
      'Whoever checks a proof needs nothing but this library and node:crypto.',
      { path: '^libs/integrity/', pathNot: specs },
      { pathNot: ['^libs/integrity/', '^(node:)?crypto$'] },
    ),
    forbid(
      'nest-at-the-edge',
      'Only apps and the Nest libraries know Nest.',
      { path: '^libs/', pathNot: [nestLibs, specs] },
      { path: 'node_modules/(@nestjs|rxjs|class-validator|class-transformer)/' },
    ),
    forbid(
      'pure',
      'These compute; they do not know a driver, a file or a clock.',
      { path: '^libs/(indicators|codec|fact-schema|integrity|privacy|simulation)/', pathNot: specs },
      { path: '(@duckdb|@photostructure)/' },
    ),
    forbid(
      'duckdb-in-facts',
      'One place knows DuckDB.',
      { path: '^(apps|libs)/', pathNot: ['^libs/facts/', specs] },
      { path: '@duckdb/' },
    ),
    forbid(
      'eventstoredb-in-its-adapter',
      'One place knows EventStoreDB.',
      { path: '^(apps|libs)/', pathNot: '^libs/event-store-kurrentdb/' },
      { path: '@eventstore/' },
    ),
    forbid(
      'adapters-apart',
      'Adapters do not know each other.',
      { path: '^libs/event-store-([^/]+)/' },
      { path: '^libs/event-store-', pathNot: '^libs/event-store-$1/' },
    ),
    forbid(
      'stores-by-choice',
      'Which store it is, is chosen by configuration, in one place.',
      {
        path: '^(apps|libs)/',
        pathNot: ['^libs/(store-choice|event-store-[^/]+)/', specs, '^apps/[^/]+/src/testing/'],
      },
      { path: '^libs/event-store-' },
    ),
    forbid(
      'nest-libs-below-apps',
      'Only apps use the Nest libraries.',
      { path: '^libs/', pathNot: nestLibs },
      { path: nestLibs },
    ),
    forbid(
      'core-is-core',
      'The domain and the port do not know each other.',
      { path: core },
      { path: core, pathNot: '^libs/$1/' },
    ),
    forbid(
      'no-dev-in-product',
      'What runs must be a dependency, not a devDependency.',
      { path: '^(apps|libs)/', pathNot: [specs, '^apps/dashboard/'] }, // the pages are bundled: what they use goes with them
      { dependencyTypes: ['npm-dev'], pathNot: '@types/' },
    ),
    forbid(
      'testing-in-tests',
      'What runs does not lean on what tests it.',
      { path: '^(apps|libs)/', pathNot: specs },
      { path: '^libs/[^/]+/testing/' },
    ),
    forbid(
      'pages-by-http',
      'The pages know the public HTTP interface and nothing else.',
      { path: '^apps/dashboard/' },
      { path: '^(apps|libs)/', pathNot: '^apps/dashboard/' },
    ),
    forbid(
      'pages-alone',
      'The pages are built apart: nobody imports them.',
      { path: '^(apps|libs)/', pathNot: '^apps/dashboard/' },
      { path: '^apps/dashboard/' },
    ),
    forbid('resolvable', 'Every import must resolve.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
