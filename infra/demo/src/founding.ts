import type { Calendar } from './calendar.js';
import type { Catalogue } from './catalogue.js';
import type { DemoStep, OperationName, Operations } from './operations.js';
import { contractedSince, type DemoScheme, fund, funder } from './schemes.js';

/** Everything that stands before the first household joins: the funder, the schemes, their rules and their partners. */
export function* founding(
  schemes: readonly DemoScheme[],
  { packages, tariff }: Catalogue,
  calendar: Calendar,
): Iterable<DemoStep> {
  const on = calendar.day(0);
  let at = 420;
  // The operation and its input were checked against each other by the parameters.
  const step = <Name extends OperationName>(operation: Name, input: Operations[Name]): DemoStep =>
    ({ on, at: (at += 1), operation, input }) as unknown as DemoStep;

  for (const { scheme, name } of schemes) {
    yield step('RegisterScheme', {
      scheme,
      name,
      federation: 'federation-demo',
      currency: 'XOF',
      timezone: 'Africa/Ouagadougou',
    });
  }
  yield step('RegisterFunder', { funder, name: 'Solidarité Santé (bailleur de démonstration)' });
  for (const scheme of schemes) {
    const { subsidy } = scheme.plan;
    if (!subsidy) continue;
    const window = { from: on, to: `${Number(calendar.day(calendar.last).slice(0, 4)) + 1}-12-31` };
    const contract = { version: '1', perPerson: subsidy.perPerson, wholePersons: true, window, capPerHousehold: null };
    yield step('OpenFund', { fund, funder, currency: 'XOF', contract });
  }
  for (const demo of schemes) {
    const { scheme, product } = demo;
    for (const { section, name } of demo.sections) yield step('OpenSection', { scheme, section, name });
    yield step('PublishCoverRules', { scheme, product, ...demo.coverRules });
    yield step('PublishPlan', { scheme, product, ...demo.plan });
    yield step('PublishTariff', { scheme, ...tariff });
    const document = packages[product];
    if (!document) throw new Error(`no benefit package for the product ${product}`);
    yield step('PublishPackage', { scheme, ...document });
    for (const { provider, sector, level, endpoint } of demo.providers) {
      yield step('ContractProvider', { scheme, provider, sector, level, from: contractedSince });
      yield step('RegisterEndpoint', { scheme, provider, endpoint });
    }
  }
}
