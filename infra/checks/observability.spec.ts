import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { Metrics } from '../../libs/platform/src/health/metrics.js';
import { gatewayContexts } from '../gateway/routes.js';

const folder = 'infra/observability';
const read = (file: string): string => readFileSync(file, 'utf8');

/** Names a query may use: what the process exports by itself, and what our sources name. */
const exported = async (): Promise<ReadonlySet<string>> => {
  const metrics = new Metrics();
  metrics.observeProcess();
  const own = (await metrics.registry.getMetricsAsJSON()).flatMap(({ name, type }) =>
    String(type) === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
  );
  metrics.registry.clear();
  const inSources = execFileSync(
    'git',
    ['grep', '--untracked', '-hoE', "name: '(entraide_[a-z_]+)'", '--', 'libs/**/*.ts'],
    {
      encoding: 'utf8',
    },
  );
  return new Set([...own, 'up', ...[...inSources.matchAll(/'(\w+)'/g)].map(([, name]) => name!)]);
};

/** What stands before a selector, a range or a closing bracket, and is neither a function nor a label. */
const metricsIn = (query: string): readonly string[] => {
  const bare = query.replace(/"[^"]*"/g, '""').replace(/\b(?:by|without|on|ignoring)\s*\([^)]*\)/g, '');
  return [...bare.replace(/\{[^}]*\}/g, '{}').matchAll(/\b([a-z_:][\w:]*)\b(?!\s*\()/g)]
    .map(([, name]) => name!)
    .filter(name => !/^(?:by|s|m|h|d)$/.test(name));
};

interface Dashboard {
  readonly uid: string;
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

const dashboards = readdirSync(`${folder}/dashboards`).map(
  file => JSON.parse(read(`${folder}/dashboards/${file}`)) as Dashboard,
);
const rules = parse(read(`${folder}/alerts.yml`)) as {
  groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
};
const alerts = rules.groups.flatMap(group => group.rules);
const queries = [
  ...dashboards.flatMap(({ panels }) =>
    panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ where: title, expr }))),
  ),
  ...alerts.map(({ alert, expr }) => ({ where: alert, expr })),
];

describe('dashboards and alerts', () => {
  test.each(queries)('$where asks for what the services export: $expr', async ({ expr }) => {
    const known = await exported();
    expect(metricsIn(expr).length).toBeGreaterThan(0);
    expect(metricsIn(expr).filter(name => !known.has(name))).toEqual([]);
  });

  test('name operations that the API has', () => {
    const { paths } = JSON.parse(read('docs/reference/openapi.json')) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const operations = Object.values(paths).flatMap(path => Object.values(path).map(({ operationId }) => operationId));
    const named = queries.flatMap(({ expr }) =>
      [...expr.matchAll(/operation=~?"([^"]+)"/g)].flatMap(([, names = '']) => names.split('|')),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(name => !operations.includes(name))).toEqual([]);
  });

  test('are two dashboards, of panels with titles of their own', () => {
    expect(dashboards.map(({ uid }) => uid).sort()).toEqual(['entraide-flow', 'entraide-lag']);
    for (const { panels } of dashboards) expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  });

  test('the check bites: a metric that nobody exports is found', async () => {
    const known = await exported();
    const made = 'sum by (context) (rate(entraide_made_up_total{status=~"5.."}[5m])) > 0';
    expect(metricsIn(made).filter(name => !known.has(name))).toEqual(['entraide_made_up_total']);
  });
});

test('Prometheus reads every service, with the token', () => {
  const { scrape_configs: jobs } = parse(read(`${folder}/prometheus.yml`)) as {
    scrape_configs: { authorization: object; static_configs: { targets: string[]; labels: { context: string } }[] }[];
  };
  const targets = jobs.flatMap(({ static_configs }) => static_configs);
  expect(targets.map(({ targets: [target] }) => target)).toEqual(gatewayContexts.map(context => `${context}:3000`));
  expect(targets.map(({ labels }) => labels.context)).toEqual([...gatewayContexts]);
  expect(jobs.map(({ authorization }) => authorization)).toEqual([
    { type: 'Bearer', credentials_file: '/run/secrets/metrics_token' },
  ]);
});
