const deciding = 'membership|contributions|benefits|subsidies';
const contexts = `${deciding}|webhooks|audit`;
/**
 * Folders of a context that may touch the outside; its other folders are deciders. A decider imports the kernel, its
 * own folder, what sibling folders of its context say (types, events, state) and rules that several follow (*.rule.ts),
 * not what they do, and the ledger they all post to; its decide-*.ts, which Nest calls, imports what it needs. The door
 * and the module stand above the folders.
 */
const edges = 'http|messaging|projections|policies|contracts|import|sending';
/** Specs, the suites they share and what they are fed may import what they like. */
const spec = '\\.(spec|contract)\\.ts$|^(libs|apps)/[^/]+/test/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'kernel-stands-alone',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: spec },
      to: { pathNot: '^libs/kernel/' },
    },
    {
      name: 'deciders-are-pure',
      severity: 'error',
      from: {
        path: `^libs/(${deciding}|webhooks)/src/([^/]+)/`,
        pathNot: [spec, `^libs/[^/]+/src/(${edges})/`, '/decide-[^/]+\\.ts$'],
      },
      to: {
        pathNot: [
          '^libs/kernel/',
          '^libs/$1/src/$2/(?!decide-)',
          '^libs/$1/src/[^/]+/[^/]+\\.(events|state|types|rule)\\.ts$',
          '^libs/$1/src/ledger/',
          // Compares texts, and nothing else.
          '(^|/)node_modules/fuzzball/',
        ],
      },
    },
    {
      name: 'projections-dont-act',
      severity: 'error',
      from: { path: `^libs/(${contexts})/src/projections/`, pathNot: spec },
      to: { path: ['\\.commands\\.ts$', '/decide-', '/http/', '/messaging/', '@nestjs/cqrs', '^libs/messaging/'] },
    },
    {
      name: 'contexts-meet-at-contracts',
      severity: 'error',
      from: { path: `^libs/(${contexts})/`, pathNot: spec },
      to: { path: `^libs/(${contexts})/`, pathNot: ['^libs/$1/', `^libs/(${contexts})/src/contracts/`] },
    },
    {
      name: 'contracts-are-read-in-messaging',
      severity: 'error',
      from: { path: `^libs/(${contexts})/`, pathNot: [spec, '/src/messaging/'] },
      to: { path: `^libs/(${contexts})/src/contracts/`, pathNot: '^libs/$1/' },
    },
    {
      name: 'apps-only-compose',
      severity: 'error',
      from: { path: '^apps/', pathNot: spec },
      to: { path: '^libs/[^/]+/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'kurrentdb-stays-behind-the-port',
      severity: 'error',
      from: { pathNot: ['^libs/eventstore/src/kurrent/', spec] },
      to: { path: ['^libs/eventstore/src/kurrent/(?!kurrent-log\\.module\\.ts$)', '@kurrent/'] },
    },
    {
      name: 'the-double-is-for-tests',
      severity: 'error',
      from: { pathNot: ['^libs/eventstore/src/kurrent/double/', '\\.fixture\\.ts$', spec] },
      to: { path: '^libs/eventstore/src/kurrent/double/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: spec },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'Rules are about paths: an import that leads nowhere would slip through all of them.',
      severity: 'error',
      from: { pathNot: spec },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
