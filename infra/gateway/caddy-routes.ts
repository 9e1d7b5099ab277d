import {
  apiPrefix,
  expressionOf,
  fallbackContext,
  type GatewayContext,
  gatewayContexts,
  gatewayRoutes,
} from './routes.js';

/** Where the generated file is, from the project's folder. */
export const caddyRoutesFile = 'infra/caddy/routes.caddy';

/** Address of a context's service, as Caddy replaces it when it reads the file. */
const upstream = (context: GatewayContext): string => `{$${context.toUpperCase()}_UPSTREAM:${context}:3000}`;

const indented = (text: string): string => text.replace(/^(?=.)/gm, '\t');
const block = (head: string, body: string): string => `${head} {\n${indented(body)}}\n`;

const service = (context: GatewayContext): string =>
  block(`reverse_proxy ${upstream(context)}`, 'import patience\nimport retries\n');

/** The routes of the gateway as a snippet that `infra/caddy/Caddyfile` imports. */
export const caddyRoutes = (): string => {
  const matchers = gatewayRoutes.map(([pattern], line) => `@line${line} path_regexp ${expressionOf(pattern)}\n`);
  const handlers = gatewayRoutes.map(([, owner], line) => block(`handle @line${line}`, service(owner)));
  const fallback = block(`handle ${apiPrefix}*`, service(fallbackContext));
  return [
    '# Generated from infra/gateway/routes.ts: `npm run gateway`. In the order of the table; the first that matches answers.\n',
    block(
      '(routes)',
      [...matchers, ...handlers, '# What nobody owns is refused in the words of the API.\n', fallback].join(''),
    ),
    '\n# Ready when every service is: the first that is not says so.\n',
    block('(readiness)', readiness(gatewayContexts)),
  ].join('');
};

const readiness = ([context, ...others]: readonly GatewayContext[]): string => {
  if (context === undefined) return '';
  const next = others.length > 0 ? `@ready status 200\n${block('handle_response @ready', readiness(others))}` : '';
  return block(`reverse_proxy ${upstream(context)}`, `import patience\n${next}`);
};
