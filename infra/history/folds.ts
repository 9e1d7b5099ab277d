import type { DomainEvent, Fold } from '#kernel';
import type { Shard } from '#eventstore';
import { forgottenDecider } from '#platform';
import { erasureDecider } from '../../libs/audit/src/erasure/erasure.decider.js';
import { proofDecider } from '../../libs/audit/src/proof-log/begun/proof-begun.decider.js';
import { readingsDecider } from '../../libs/audit/src/readings/readings.decider.js';
import { beneficiaryFold } from '../../libs/benefits/src/beneficiary/beneficiary.state.js';
import { capitationDecider } from '../../libs/benefits/src/capitation/capitation.decider.js';
import { exceptionsFold } from '../../libs/benefits/src/exception/exception.state.js';
import { claimFold } from '../../libs/benefits/src/claim/claim.state.js';
import { endpointDecider } from '../../libs/benefits/src/endpoint/endpoint.decider.js';
import { householdFold as rightsFold } from '../../libs/benefits/src/household/household.state.js';
import { stockFold } from '../../libs/benefits/src/in-kind/stock.state.js';
import { packageFold } from '../../libs/benefits/src/package/package.state.js';
import { providerFold } from '../../libs/benefits/src/provider/provider.state.js';
import {
  accountFold as providerAccountFold,
  remittanceFold,
} from '../../libs/benefits/src/remittance/remittance.decider.js';
import { paymentDecider } from '../../libs/benefits/src/payment/payment.decider.js';
import { sampleDecider } from '../../libs/benefits/src/claim/review/sample.decider.js';
import { programmesFold } from '../../libs/benefits/src/programme/programme.state.js';
import { tariffFold } from '../../libs/benefits/src/tariff/tariff.state.js';
import { accountFold } from '../../libs/contributions/src/account/account.evolve.js';
import { bookletFold } from '../../libs/contributions/src/booklet/booklet.state.js';
import { loansFold } from '../../libs/contributions/src/account/loan/loan.state.js';
import { betweenFold } from '../../libs/contributions/src/clearing/between.state.js';
import { clearingFold } from '../../libs/contributions/src/clearing/clearing.state.js';
import { paymentsFold } from '../../libs/contributions/src/account/payment/payment.state.js';
import { planFold } from '../../libs/contributions/src/plan/plan.state.js';
import { receiptFold } from '../../libs/contributions/src/receipt/receipt.state.js';
import { cardFold } from '../../libs/membership/src/card/card.state.js';
import { duplicateFold } from '../../libs/membership/src/duplicate/duplicate.state.js';
import { federationFold } from '../../libs/membership/src/federation/federation.state.js';
import { groupFold } from '../../libs/membership/src/group/group.state.js';
import { tillFold } from '../../libs/contributions/src/till/till.state.js';
import { walletFold } from '../../libs/contributions/src/account/wallet/wallet.state.js';
import { governanceFold } from '../../libs/membership/src/governance/governance.state.js';
import { householdDecider } from '../../libs/membership/src/household/household.decider.js';
import { productDecider } from '../../libs/membership/src/product/product.decider.js';
import { schemeDecider } from '../../libs/membership/src/scheme/scheme.decider.js';
import { transferFold } from '../../libs/membership/src/household/transfer/transfer.state.js';
import { awardFold } from '../../libs/subsidies/src/award/award.state.js';
import { cofundingFold } from '../../libs/subsidies/src/cofunding/cofunding.state.js';
import { educationFold } from '../../libs/subsidies/src/education/education.state.js';
import { fundFold } from '../../libs/subsidies/src/fund/fund.state.js';
import { funderFold } from '../../libs/subsidies/src/funder/funder.state.js';
import { grantFold } from '../../libs/subsidies/src/grant/grant.state.js';
import { householdFold as subsidisedFold } from '../../libs/subsidies/src/household/household.state.js';
import { partnerFold } from '../../libs/subsidies/src/partner/partner.state.js';
import { deliveryDecider } from '../../libs/webhooks/src/delivery/delivery.decider.js';
import { endpointDecider as receiverDecider } from '../../libs/webhooks/src/endpoint/endpoint.decider.js';
import { receiversFold } from '../../libs/webhooks/src/receivers/receivers.state.js';

export type AnyFold = Fold<DomainEvent, unknown>;

/** Erases the event union, for the table. */
const any = <Event extends DomainEvent, State>(fold: Fold<Event, State>): AnyFold => fold as unknown as AnyFold;

/** Streams by the beginning of their name, and how each is folded. */
const folds: ReadonlyMap<string, AnyFold> = new Map<string, AnyFold>([
  ['audit.erasure', any(erasureDecider)],
  ['audit.readings', any(readingsDecider)],
  ['audit.proof', any(proofDecider)],
  ...(['membership', 'contributions', 'benefits', 'subsidies', 'webhooks'] satisfies Shard[]).map(
    shard => [`${shard}.forgotten`, any(forgottenDecider(shard))] as const,
  ),
  ['membership.household', any(householdDecider)],
  ['membership.product', any(productDecider)],
  ['membership.scheme', any(schemeDecider)],
  ['membership.federation', any(federationFold)],
  ['membership.card', any(cardFold)],
  ['membership.duplicate', any(duplicateFold)],
  ['membership.group', any(groupFold)],
  ['membership.governance', any(governanceFold)],
  ['membership.transfer', any(transferFold)],
  ['contributions.account', any(accountFold)],
  ['contributions.between', any(betweenFold)],
  ['contributions.booklets', any(bookletFold)],
  ['contributions.clearing', any(clearingFold)],
  ['contributions.loans', any(loansFold)],
  ['contributions.payments', any(paymentsFold)],
  ['contributions.plan', any(planFold)],
  ['contributions.receipt', any(receiptFold)],
  ['contributions.till', any(tillFold)],
  ['contributions.wallet', any(walletFold)],
  ['benefits.account', any(providerAccountFold)],
  ['benefits.beneficiary', any(beneficiaryFold)],
  ['benefits.claim', any(claimFold)],
  ['benefits.capitation', any(capitationDecider)],
  ['benefits.exceptions', any(exceptionsFold)],
  ['benefits.endpoint', any(endpointDecider)],
  ['benefits.household', any(rightsFold)],
  ['benefits.package', any(packageFold)],
  ['benefits.payment', any(paymentDecider)],
  ['benefits.programmes', any(programmesFold)],
  ['benefits.provider', any(providerFold)],
  ['benefits.remittance', any(remittanceFold)],
  ['benefits.sample', any(sampleDecider)],
  ['benefits.stock', any(stockFold)],
  ['benefits.tariff', any(tariffFold)],
  ['subsidies.cofunding', any(cofundingFold)],
  ['subsidies.fund', any(fundFold)],
  ['subsidies.funder', any(funderFold)],
  ['subsidies.award', any(awardFold)],
  ['subsidies.education', any(educationFold)],
  ['subsidies.grant', any(grantFold)],
  ['subsidies.household', any(subsidisedFold)],
  ['subsidies.partner', any(partnerFold)],
  ['webhooks.delivery', any(deliveryDecider)],
  ['webhooks.endpoint', any(receiverDecider)],
  ['webhooks.provider', any(receiversFold)],
]);

/** @throws Error when a kind of stream is not in the table: a new decider has to be added to it. */
export const foldOf = (stream: string): AnyFold => {
  const fold = folds.get(stream.slice(0, stream.indexOf('-')));
  if (!fold) throw new Error(`infra/history/folds.ts does not say how ${stream} is folded`);
  return fold;
};
