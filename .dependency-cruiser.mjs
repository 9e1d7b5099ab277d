const contexts = 'membership|contributions|benefits|subsidies|webhooks|audit';
/** Folders of a context that may touch the outside; the rest of a context is deciders, pure but for its decide-*.ts. */
const edges = 'http|messaging|projections|policies|contracts';
const spec = '\\.spec\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'kernel-stands-alone', severity: 'error', from: { path: '^libs/kernel/', pathNot: spec }, to: { pathNot: '^libs/kernel/' } },
    { name: 'deciders-are-pure', severity: 'error', from: { path: `^libs/(${contexts})/src/([^/]+)/`, pathNot: [spec, `^libs/[^/]+/src/(${edges})/`, '/decide-[^/]+\\.ts$'] }, to: { pathNot: ['^libs/kernel/', '^libs/$1/src/$2/', '^libs/$1/src/[^/]+/[^/]+\\.(events|state|types)\\.ts$'] } },
    { name: 'projections-dont-act', severity: 'error', from: { path: `^libs/(${contexts})/src/projections/`, pathNot: spec }, to: { path: ['\\.commands\\.ts$', '/decide-', '/http/', '/messaging/', '@nestjs/cqrs', '^libs/messaging/'] } },
    { name: 'contexts-meet-at-contracts', severity: 'error', from: { path: `^libs/(${contexts})/`, pathNot: spec }, to: { path: `^libs/(${contexts})/`, pathNot: ['^libs/$1/', `^libs/(${contexts})/src/contracts/`] } },
    { name: 'contracts-are-read-in-messaging', severity: 'error', from: { path: `^libs/(${contexts})/`, pathNot: [spec, '/src/messaging/'] }, to: { path: `^libs/(${contexts})/src/contracts/`, pathNot: '^libs/$1/' } },
    { name: 'apps-only-compose', severity: 'error', from: { path: '^apps/', pathNot: spec }, to: { path: '^libs/[^/]+/', pathNot: '^libs/[^/]+/src/index\\.ts$' } },
    { name: 'no-cycles', severity: 'error', from: { pathNot: spec }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/typescript)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'require', 'node', 'default'], extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};
