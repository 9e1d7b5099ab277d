import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from './globals.mjs';

/** The context's golden history, folded as `infra/history` folds it: each stream to the state that lies beside it. */
const history = 'libs/benefits/history';

const from = async (path, name) =>
  (await import(pathToFileURL(join(process.cwd(), 'dist/libs/benefits/src', path)).href))[name];

const folds = [
  ['beneficiary', await from('beneficiary/beneficiary.state.js', 'beneficiaryFold')],
  ['capitation', await from('capitation/capitation.decider.js', 'capitationDecider')],
  ['claim', await from('claim/claim.state.js', 'claimFold')],
  ['endpoint', await from('endpoint/endpoint.decider.js', 'endpointDecider')],
  ['exceptions', await from('exception/exception.state.js', 'exceptionsFold')],
  ['household', await from('household/household.state.js', 'householdFold')],
  ['package', await from('package/package.state.js', 'packageFold')],
  ['payment', await from('payment/payment.decider.js', 'paymentDecider')],
  ['programmes', await from('programme/programme.state.js', 'programmesFold')],
  ['provider', await from('provider/provider.state.js', 'providerFold')],
  ['remittance', await from('remittance/remittance.decider.js', 'remittanceFold')],
  ['account', await from('remittance/remittance.decider.js', 'accountFold')],
  ['sample', await from('claim/review/sample.decider.js', 'sampleDecider')],
  ['stock', await from('in-kind/stock.state.js', 'stockFold')],
  ['tariff', await from('tariff/tariff.state.js', 'tariffFold')],
];

const plain = state => {
  if (state instanceof Map) return { map: [...state].map(([key, value]) => [plain(key), plain(value)]) };
  if (state instanceof Set) return { set: [...state].map(plain) };
  if (Array.isArray(state)) return state.map(plain);
  if (typeof state !== 'object' || state === null) return state;
  const told = Object.entries(state).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told.map(([name, value]) => [name, plain(value)]));
};

const parsed = ({ type, schemaVersion: version, effectiveAt, clear, sealedFields: sealed }) => ({
  ...{ type, version, effectiveAt, data: JSON.parse(clear) },
  ...(sealed ? { sealed } : {}),
});

for (const file of readdirSync(history)) {
  const { stream, events, state } = JSON.parse(readFileSync(join(history, file), 'utf8'));
  const fold = folds.find(([name]) => stream.startsWith(`benefits.${name}`))?.[1];
  if (!fold) continue;
  test(`${file} folds to the state it had`, () => {
    const folded = events.map(parsed).reduce((current, event) => fold.evolve(current, event), fold.initialState);
    expect(plain(folded)).toEqual(state);
  });
}
