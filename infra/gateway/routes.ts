/** A context that answers requests, and runs as a service under this name. */
export const gatewayContexts = ['membership', 'contributions', 'benefits', 'subsidies', 'audit', 'webhooks'] as const;
export type GatewayContext = (typeof gatewayContexts)[number];

/**
 * Which context answers where. `*` is one segment, a final `/**` is the path itself and whatever is below. The first
 * line that matches decides: what is more special stands above. Proved against the controllers by routes.spec.ts.
 */
export const gatewayRoutes: readonly (readonly [pattern: string, owner: GatewayContext])[] = [
  ['/v1/schemes/*/registers/members.pdf', 'membership'],
  ['/v1/schemes/*/registers/members.csv', 'membership'],
  ['/v1/schemes/*/households/*/account', 'contributions'],
  ['/v1/schemes/*/households/*/dues-calendar', 'contributions'],
  ['/v1/schemes/*/products/*/plans/**', 'contributions'],
  ['/v1/schemes/*/households/*/payments/**', 'contributions'],
  ['/v1/schemes/*/payments', 'contributions'],
  ['/v1/schemes/*/statements', 'contributions'],
  ['/v1/schemes/*/suspense/**', 'contributions'],
  ['/v1/payment-hints/**', 'contributions'],
  ['/v1/schemes/*/receipts/**', 'contributions'],
  ['/v1/schemes/*/households/*/refunds', 'contributions'],
  ['/v1/schemes/*/households/*/loans/**', 'contributions'],
  ['/v1/schemes/*/households/*/contribution-booklet/**', 'contributions'],
  ['/v1/schemes/*/households/*/waivers', 'contributions'],
  ['/v1/schemes/*/tills/**', 'contributions'],
  ['/v1/schemes/*/booklets/**', 'contributions'],
  ['/v1/schemes/*/registers/**', 'contributions'],
  ['/v1/schemes/*/between/**', 'contributions'],
  ['/v1/schemes/*/clearings/*', 'contributions'],
  ['/v1/clearings/**', 'contributions'],
  ['/v1/schemes/*/contribution-figures', 'contributions'],
  ['/v1/schemes/*/renewals', 'contributions'],
  ['/v1/schemes/*/not-renewed', 'contributions'],

  ['/v1/schemes/*/subsidies/**', 'subsidies'],
  ['/v1/schemes/*/referrals/**', 'subsidies'],
  ['/v1/schemes/*/education-accounts/**', 'subsidies'],
  ['/v1/schemes/*/awards/**', 'subsidies'],
  ['/v1/cofundings/**', 'subsidies'],
  ['/v1/grants/**', 'subsidies'],
  ['/v1/partners/**', 'subsidies'],
  ['/v1/funders/**', 'subsidies'],
  ['/v1/funds/**', 'subsidies'],

  ['/v1/schemes/*/packages/**', 'benefits'],
  ['/v1/schemes/*/tariffs/**', 'benefits'],
  ['/v1/schemes/*/providers/**', 'benefits'],
  ['/v1/schemes/*/claims/**', 'benefits'],
  ['/v1/schemes/*/amendments', 'benefits'],
  ['/v1/schemes/*/claim-batches/**', 'benefits'],
  ['/v1/schemes/*/reviews/**', 'benefits'],
  ['/v1/schemes/*/samples/**', 'benefits'],
  ['/v1/schemes/*/exceptions', 'benefits'],
  ['/v1/schemes/*/lump-sums', 'benefits'],
  ['/v1/schemes/*/stocks/**', 'benefits'],
  ['/v1/schemes/*/payment-accounts', 'benefits'],
  ['/v1/schemes/*/payment-file', 'benefits'],
  ['/v1/schemes/*/attestations/**', 'benefits'],
  ['/v1/schemes/*/letters/**', 'benefits'],
  ['/v1/schemes/*/beneficiaries/**', 'benefits'],
  ['/v1/schemes/*/remittances/**', 'benefits'],
  ['/v1/schemes/*/programmes/**', 'benefits'],
  ['/v1/hooks/**', 'benefits'],

  ['/v1/schemes/*/webhooks/**', 'webhooks'],

  ['/v1/audit/**', 'audit'],

  ['/v1/schemes', 'membership'],
  ['/v1/schemes/*', 'membership'],
  ['/v1/schemes/*/sections/**', 'membership'],
  ['/v1/schemes/*/products/*/cover-rules', 'membership'],
  ['/v1/schemes/*/days', 'membership'],
  ['/v1/schemes/*/suspensions/**', 'membership'],
  ['/v1/schemes/*/merger', 'membership'],
  ['/v1/schemes/*/standing', 'membership'],
  ['/v1/schemes/*/households/**', 'membership'],
  ['/v1/schemes/*/persons/*/readings', 'audit'],
  ['/v1/schemes/*/persons/**', 'membership'],
  ['/v1/schemes/*/transfers/**', 'membership'],
  ['/v1/schemes/*/agreements/**', 'membership'],
  ['/v1/schemes/*/governance', 'membership'],
  ['/v1/schemes/*/mandates/**', 'membership'],
  ['/v1/schemes/*/meetings', 'membership'],
  ['/v1/schemes/*/resolutions', 'membership'],
  ['/v1/schemes/*/groups/**', 'membership'],
  ['/v1/schemes/*/cards.pdf', 'membership'],
  ['/v1/schemes/*/cards/**', 'membership'],
  ['/v1/schemes/*/duplicates', 'membership'],
  ['/v1/duplicates/**', 'membership'],
  ['/v1/federations/**', 'membership'],
];

/** Who says that there is nothing at a path of the API that nobody owns, in the words of the API. */
export const fallbackContext: GatewayContext = 'membership';
/** Paths of the API; the gateway itself answers everything else. */
export const apiPrefix = '/v1/';

/** A pattern as a regular expression over a whole path, in the syntax that JavaScript and Go (hence Caddy) share. */
export const expressionOf = (pattern: string): string => {
  const below = pattern.endsWith('/**');
  const segments = (below ? pattern.slice(0, -3) : pattern).split('/');
  const path = segments.map(segment => (segment === '*' ? '[^/]+' : segment.replace(/[.\\+?()[\]{}^$|]/g, '\\$&')));
  return `^${path.join('/')}${below ? '(?:/.*)?' : '/?'}$`;
};

const compiled = gatewayRoutes.map(([pattern, owner]) => [new RegExp(expressionOf(pattern)), owner] as const);

/** The context that answers at a path (without its query), or undefined when no context does. */
export const ownerOf = (path: string): GatewayContext | undefined =>
  compiled.find(([expression]) => expression.test(path))?.[1];
