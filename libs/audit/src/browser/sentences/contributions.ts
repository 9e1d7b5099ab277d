import type { Sentences } from './template.js';

const account: Sentences = {
  DuesAwaitPlan: [
    'les cotisations du ménage {household} attendent qu’un plan soit publié pour le produit {product}',
    'dues of household {household} wait for a plan of product {product}',
  ],
  DuesRaised: [
    'la cotisation du ménage {household} pour la période {term} a été appelée le {raisedOn}',
    'dues of household {household} for term {term} were raised on {raisedOn}',
  ],
  PersonCarried: [
    'la personne {person} est portée par la cotisation du ménage {household} pour la période {term}',
    'person {person} is carried by the dues of household {household} for term {term}',
  ],
  DeathNoted: [
    'le décès de {person} le {diedOn} a été noté au compte du ménage {household}',
    'the death of {person} on {diedOn} was noted in the account of household {household}',
  ],
  ReceiptRecorded: [
    'le reçu {receipt} de {amount$} du ménage {household}, encaissé le {receivedOn}, a été saisi',
    'receipt {receipt} of {amount$} from household {household}, received on {receivedOn}, was recorded',
  ],
  CreditUsed: [
    'l’avoir du ménage {household} a payé des cotisations le {on}',
    'credit of household {household} paid dues on {on}',
  ],
  PaymentsReordered: [
    'les reçus du ménage {household} paient les cotisations dans l’ordre de leurs dates, depuis le {on}',
    'receipts of household {household} pay dues in the order of their dates, since {on}',
  ],
  ReceiptVoided: [
    'le reçu {receipt} de {amount$} du ménage {household} a été annulé le {voidedOn}',
    'receipt {receipt} of {amount$} from household {household} was voided on {voidedOn}',
  ],
  CreditRefunded: [
    'un avoir de {amount$} a été remboursé au ménage {household} le {paidOn} ({refund})',
    'credit of {amount$} was refunded to household {household} on {paidOn} ({refund})',
  ],
  DuesWaived: [
    'une remise de {amount} a été accordée au ménage {household} par la décision {decision}',
    '{amount} of dues of household {household} were waived by decision {decision}',
  ],
  SubsidyNoted: [
    'la réponse du fonds {fund} pour la période {term} du ménage {household} a été notée : {amount}',
    'fund {fund}’s answer for term {term} of household {household} was noted: {amount}',
  ],
  SubsidyLost: [
    'le fonds {fund} a repris son argent pour la période {term} du ménage {household}',
    'fund {fund} took its money for term {term} of household {household} back',
  ],
  TermStarted: [
    'la période {term} du ménage {household} court du {from} au {to}[, le solde étant dû le {balanceDueOn}]',
    'term {term} of household {household} runs from {from} to {to}[, the balance being due on {balanceDueOn}]',
  ],
  DuesCancelled: [
    'les cotisations de la période {term} du ménage {household} ont été annulées le {on} (motif : {because})',
    'dues of term {term} of household {household} were cancelled on {on} (because: {because})',
  ],
  DuesCarriedElsewhere: [
    'la période {term} du ménage {household} est portée ailleurs depuis le {on}',
    'term {term} of household {household} is carried elsewhere since {on}',
  ],
  EntitlementOpened: [
    'le seuil est atteint le {metOn} : le ménage {household} peut être couvert pour la période {term}',
    'the threshold was met on {metOn}: household {household} may be covered for term {term}',
  ],
  EntitlementSuspended: [
    'le solde de {outstanding} du ménage {household} est impayé : droits suspendus dès le {from}',
    'the balance of {outstanding} of household {household} is unpaid: rights suspended from {from}',
  ],
  EntitlementResumed: [
    'le solde du ménage {household} est payé : les droits reprennent le {from}',
    'the balance of household {household} is paid: rights resume on {from}',
  ],
  EntitlementWithdrawn: [
    'le seuil n’est plus atteint pour la période {term} du ménage {household} (motif : {because})',
    'the threshold is no longer met for term {term} of household {household} (because: {because})',
  ],
  PersonLeftNoted: [
    'le départ de {person} le {on} a été noté au compte du ménage {household}',
    'that {person} left on {on} was noted in the account of household {household}',
  ],
  ContributionFreed: [
    'ce qui était payé pour {person} est devenu l’avoir du ménage {household} le {on}',
    'what was paid for {person} became credit of household {household} on {on}',
  ],
  ContributionCarriedOut: [
    '{amount$} de cotisations du ménage {household} sont partis vers la mutuelle {toScheme} ({transfer})',
    '{amount$} of contributions of household {household} went to scheme {toScheme} ({transfer})',
  ],
  ContributionBroughtIn: [
    'des cotisations sont venues de la mutuelle {fromScheme} au ménage {household} le {on} ({transfer})',
    'contributions came from scheme {fromScheme} to household {household} on {on} ({transfer})',
  ],
  PersonForgotten: [
    'le contexte des cotisations a oublié {person} : ses clés sont détruites',
    'the context of contributions forgot {person}: the keys are destroyed',
  ],
  PlanPublished: [
    'le plan de cotisation du produit {product}, version {plan.version}, a été publié pour le {plan.effectiveFrom}',
    'the contribution plan of product {product}, version {plan.version}, was published as of {plan.effectiveFrom}',
  ],
};

const loans: Sentences = {
  LoanAgreed: [
    'le prêt {loan} de {principal$} du prêteur {lender} au ménage {household} a été convenu le {agreedOn}',
    'loan {loan} of {principal$} from {lender} to household {household} was agreed on {agreedOn}',
  ],
  LoanDisbursed: [
    'le prêt {loan} du ménage {household} a été versé le {disbursedOn}, reçu {receipt}',
    'loan {loan} of household {household} was disbursed on {disbursedOn}, receipt {receipt}',
  ],
  LoanRepaid: [
    'le ménage {household} a remboursé {amount} du prêt {loan} le {paidOn}, il reste {left}',
    'household {household} repaid {amount} of loan {loan} on {paidOn}, {left} is left',
  ],
  LoanDefaulted: [
    'le prêt {loan} du ménage {household} est en défaut depuis le {since}, il reste {left}',
    'loan {loan} of household {household} is in default since {since}, {left} is left',
  ],
  LoanRevoked: [
    'le prêt {loan} du ménage {household} a été révoqué le {on} (motif : {because})',
    'loan {loan} of household {household} was revoked on {on} (because: {because})',
  ],
};

const mobileMoney: Sentences = {
  PaymentRequested: [
    'un paiement de {amount$} a été demandé par téléphone au ménage {household} le {askedOn} ({payment})',
    'a payment of {amount$} was asked of household {household} by telephone on {askedOn} ({payment})',
  ],
  PaymentPending: [
    'le paiement {payment} du ménage {household} attend sa confirmation',
    'payment {payment} of household {household} waits to be confirmed',
  ],
  PaymentUnknown: [
    'on ne sait pas ce qu’est devenu le paiement {payment} du ménage {household}',
    'nothing is known of payment {payment} of household {household}',
  ],
  PaymentFailed: [
    'le paiement {payment} du ménage {household} a échoué le {on}[ ({code})]',
    'payment {payment} of household {household} failed on {on}[ ({code})]',
  ],
  PaymentTimedOut: [
    'le paiement {payment} du ménage {household} n’a jamais été confirmé',
    'payment {payment} of household {household} was never confirmed',
  ],
  PaymentSucceeded: [
    'le paiement {payment} de {amount$} du ménage {household} a réussi le {on}[, reçu {receipt}]',
    'payment {payment} of {amount$} from household {household} succeeded on {on}[, receipt {receipt}]',
  ],
  PaymentReversed: [
    'l’opérateur a repris le paiement {payment} du ménage {household} le {reversedOn}[, reçu {receipt}]',
    'the operator took payment {payment} of household {household} back on {reversedOn}[, receipt {receipt}]',
  ],
  SuspenseNoted: [
    'une somme de {amount$} que nul compte ne peut prendre est en attente ({item})',
    'money of {amount$} that no account can take is in suspense ({item})',
  ],
  SuspenseAssigned: [
    'la somme en attente {item} de {amount$} a été attribuée au ménage {household}, reçu {receipt}',
    'suspense item {item} of {amount$} was assigned to household {household}, receipt {receipt}',
  ],
  SuspenseReopened: [
    'la somme {item} de {amount$} attribuée au ménage {household} est de nouveau en attente',
    'item {item} of {amount$} assigned to household {household} is in suspense again',
  ],
  SuspenseReturned: [
    'la somme en attente {item} de {amount$} a été rendue à qui l’avait payée le {on}',
    'suspense item {item} of {amount$} was returned to whoever paid it on {on}',
  ],
  StatementCompared: [
    'le relevé de l’opérateur du {day} a été rapproché : {lines} lignes, {total} en tout',
    'the operator’s statement of {day} was compared: {lines} lines, {total} in all',
  ],
  MissingExplained: [
    'l’absence du paiement {payment} sur le relevé a été expliquée le {on} (motif : {because})',
    'why payment {payment} is not on the statement was explained on {on} (because: {because})',
  ],
};

const cash: Sentences = {
  ReceiptNumberUsed: [
    'le reçu n° {receipt} de {amount} du ménage {household}, encaissé le {receivedOn}, a été établi',
    'receipt number {receipt} of {amount} from household {household}, received on {receivedOn}, was used',
  ],
  BookletIssued: [
    'le carnet {booklet} (reçus {from} à {to}) a été remis à {holder} le {issuedOn}',
    'booklet {booklet} (receipts {from} to {to}) was handed to {holder} on {issuedOn}',
  ],
  BookletReturned: [
    'le carnet {booklet} est revenu le {returnedOn} : {used} reçus saisis[, manquent {missing}]',
    'booklet {booklet} came back on {returnedOn}: {used} receipts used[, {missing} missing]',
  ],
  TillOpened: [
    'la caisse {till} a été ouverte par {holder} le {openedOn} avec {brought$}',
    'till {till} was opened by {holder} on {openedOn} with {brought$}',
  ],
  TillCollected: [
    'la caisse {till} a encaissé {amount$} du reçu {receipt} le {on}',
    'till {till} took {amount$} of receipt {receipt} on {on}',
  ],
  TillPaidOut: [
    'la caisse {till} a rendu {amount$} le {on} ({reference})',
    'till {till} paid {amount$} out on {on} ({reference})',
  ],
  CashDeposited: [
    'la caisse {till} a versé {amount$} à la banque le {depositedOn}, bordereau {slip}',
    'till {till} brought {amount$} to the bank on {depositedOn}, slip {slip}',
  ],
  TillCounted: [
    'la caisse {till} a été comptée le {countedOn} : {counted$}, écart {difference}',
    'till {till} was counted on {countedOn}: {counted$}, difference {difference}',
  ],
  TillClosed: [
    'la caisse {till} a été fermée le {closedOn} avec {left$}, écart {difference}',
    'till {till} was closed on {closedOn} with {left$}, difference {difference}',
  ],
};

const clearing: Sentences = {
  DebtNoted: [
    'la mutuelle {debtor} doit {amount$} à la mutuelle {creditor} depuis le {on} ({reference})',
    'scheme {debtor} owes {amount$} to scheme {creditor} since {on} ({reference})',
  ],
  ClearingStatementDrawn: [
    'le relevé {statement} entre {schemes} a été dressé le {drawnOn}',
    'statement {statement} between {schemes} was drawn on {drawnOn}',
  ],
  ClearingStatementConfirmed: [
    'la mutuelle {scheme} a confirmé le relevé {statement} le {on}',
    'scheme {scheme} confirmed statement {statement} on {on}',
  ],
  ClearingLineDisputed: [
    'la mutuelle {scheme} a contesté la ligne {line} du relevé {statement} le {on}',
    'scheme {scheme} disputed line {line} of statement {statement} on {on}',
  ],
  ClearingDisputeDecided: [
    'la contestation de la ligne {line} entre {schemes} a été tranchée le {on} ({ruling}, {decision})',
    'the dispute over line {line} between {schemes} was decided on {on} ({ruling}, {decision})',
  ],
  ClearingStatementNetted: [
    'le relevé {statement} est entré dans la compensation {clearing} le {on}',
    'statement {statement} became part of netting {clearing} on {on}',
  ],
  ClearingNetted: [
    'la compensation {clearing} de {month} a été faite le {nettedOn}',
    'netting {clearing} of {month} was made on {nettedOn}',
  ],
  SettlementRequested: [
    'le règlement {payment} de {amount$} de la compensation {clearing} a été demandé le {askedOn}',
    'settlement {payment} of {amount$} of netting {clearing} was asked for on {askedOn}',
  ],
  SettlementHeard: [
    'le règlement {payment} de la compensation {clearing} est sans succès connu le {on} ({status})',
    'settlement {payment} of netting {clearing} is not known to be paid on {on} ({status})',
  ],
  SettlementPaid: [
    'la mutuelle {from} a réglé {amount$} à la mutuelle {to} le {paidOn}, référence {reference}',
    'scheme {from} settled {amount$} to scheme {to} on {paidOn}, reference {reference}',
  ],
};

export const ofContributions: Sentences = { ...account, ...loans, ...mobileMoney, ...cash, ...clearing };
