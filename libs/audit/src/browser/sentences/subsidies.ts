import type { Sentences } from './template.js';

const funds: Sentences = {
  FunderRegistered: [
    'le bailleur {funder} a été inscrit le {registeredOn}',
    'funder {funder} was registered on {registeredOn}',
  ],
  FundOpened: [
    'le fonds {fund} du bailleur {funder} a été ouvert en {currency}',
    'fund {fund} of funder {funder} was opened in {currency}',
  ],
  FundAmended: [
    'la convention du fonds {fund} a un avenant, version {contract.version}, au {contract.effectiveFrom}',
    'the contract of fund {fund} was amended, version {contract.version}, as of {contract.effectiveFrom}',
  ],
  FundingReceived: [
    'le fonds {fund} a reçu {amount$} le {receivedOn}, référence {reference}',
    'fund {fund} received {amount$} on {receivedOn}, reference {reference}',
  ],
  FundingPledged: [
    '{amount$} ont été promis au fonds {fund} le {pledgedOn}, référence {reference}',
    '{amount$} were pledged to fund {fund} on {pledgedOn}, reference {reference}',
  ],
  InvoiceDrawnUp: [
    'l’appel de fonds {invoice} de {amount$} au titre de {fund} a été dressé le {drawnUpOn}, dû le {dueOn}',
    'invoice {invoice} of {amount$} to fund {fund} was drawn up on {drawnUpOn}, due on {dueOn}',
  ],
  InvoiceAcknowledged: [
    'le bailleur de {fund} reconnaît devoir {amount$} de l’appel {invoice} depuis le {acknowledgedOn}',
    'the funder of {fund} acknowledged {amount$} of invoice {invoice} on {acknowledgedOn}',
  ],
  BeneficiariesListed: [
    '{households} ménages ont été désignés pour le fonds {fund} par la décision {decision}',
    '{households} households were listed for fund {fund} by decision {decision}',
  ],
  DutyMet: [
    'l’obligation {duty} du fonds {fund} a été remplie le {metOn}',
    'duty {duty} of fund {fund} was met on {metOn}',
  ],
  DutyReminded: [
    'l’obligation {duty} du fonds {fund}, due le {dueOn}, a été rappelée le {remindedOn}',
    'duty {duty} of fund {fund}, due on {dueOn}, was recalled on {remindedOn}',
  ],
  PersonForgotten: [
    'le contexte des subventions a oublié {person} : ses clés sont détruites',
    'the context of subsidies forgot {person}: the keys are destroyed',
  ],
};

const requests: Sentences = {
  SubsidyRequested: [
    'une subvention de {amount$} a été demandée au fonds {fund} pour le ménage {household} le {requestedOn}',
    'a subsidy of {amount$} was asked of fund {fund} for household {household} on {requestedOn}',
  ],
  SubsidyDeclined: [
    'le fonds {fund} a décliné la demande du ménage {household} pour la période {term} ({reason})',
    'fund {fund} declined the request of household {household} for term {term} ({reason})',
  ],
  SubsidyReserved: [
    'une subvention de {amount$} du fonds {fund} a été réservée au ménage {household} pour la période {term}',
    'a subsidy of {amount$} of fund {fund} was reserved for household {household}, term {term}',
  ],
  SubsidyKeptWaiting: [
    'la demande du ménage {household} attend au fonds {fund}, rang {place}',
    'the request of household {household} waits at fund {fund}, place {place}',
  ],
  SubsidyCommitted: [
    'une subvention de {amount$} du fonds {fund} a été engagée pour le ménage {household}, période {term}',
    'a subsidy of {amount$} of fund {fund} was committed for household {household}, term {term}',
  ],
  CommitmentUndone: [
    'l’engagement de {amount$} du fonds {fund} pour le ménage {household} redevient une réservation',
    'the commitment of {amount$} of fund {fund} for household {household} is a reservation again',
  ],
  SubsidyReleased: [
    '{amount$} réservés au ménage {household} ont été libérés dans le fonds {fund} le {releasedOn}',
    '{amount$} kept for household {household} were released in fund {fund} on {releasedOn}',
  ],
  SubsidyClawedBack: [
    '{amount$} du fonds {fund} non acquis pour {person} ont été récupérés le {clawedBackOn}',
    '{amount$} of fund {fund} not earned for {person} were clawed back on {clawedBackOn}',
  ],
  SubsidySettled: [
    '{amount$} du fonds {fund} ont été réglés à la mutuelle {scheme} le {settledOn}, référence {reference}',
    '{amount$} of fund {fund} were settled to scheme {scheme} on {settledOn}, reference {reference}',
  ],
  FundAsked: [
    'le fonds {fund} a été sollicité pour la période {term} du ménage {household} et laisse {amount}',
    'fund {fund} was asked for term {term} of household {household} and lets it have {amount}',
  ],
  FundNoLongerAsked: [
    'la période {term} du ménage {household} ne demande plus rien au fonds {fund} depuis le {releasedOn}',
    'term {term} of household {household} asks fund {fund} for nothing since {releasedOn}',
  ],
  CofundingAgreed: [
    'le cofinancement {cofunding} des fonds {funds} a été convenu au {effectiveFrom}',
    'cofunding {cofunding} of funds {funds} was agreed as of {effectiveFrom}',
  ],
  CofundingStands: [
    'les fonds de {cofunding} portent ensemble {amount$} de la période {term} du ménage {household}',
    'the funds of {cofunding} together carry {amount$} of term {term} of household {household}',
  ],
};

const households: Sentences = {
  SubsidisedTermStarted: [
    'la période {term} subventionnée du ménage {household} court du {period.from} au {period.to}',
    'subsidised term {term} of household {household} runs from {period.from} to {period.to}',
  ],
  SubsidisedPersonDied: [
    'le décès de {person} le {diedOn} laisse {unearnedMonths} mois subventionnés non acquis',
    'the death of {person} on {diedOn} leaves {unearnedMonths} subsidised months unearned',
  ],
  PersonClawedBack: [
    '{amount} pour les mois non acquis de {person} sont revenus au fonds {fund} le {clawedBackOn}',
    '{amount} for unearned months of {person} went back to fund {fund} on {clawedBackOn}',
  ],
  HouseholdPlaced: [
    'le ménage {household} a été situé dans la section {section}',
    'household {household} was placed in section {section}',
  ],
  HouseholdCategoryNoted: [
    'la catégorie du ménage {household} selon la décision {decision} a été notée au {from}',
    'the category of household {household} by decision {decision} was noted as of {from}',
  ],
  HouseholdCounted: [
    'les personnes du ménage {household} ont été comptées le {countedOn}',
    'the persons of household {household} were counted on {countedOn}',
  ],
  HouseholdTwinNoted: [
    'la décision sur la personne {person} du ménage {household}, rapprochée de la personne {twin.person} de la mutuelle {twin.scheme}, a été notée au {on}',
    'the decision on person {person} of household {household}, likened to person {twin.person} of scheme {twin.scheme}, was noted as of {on}',
  ],
  HouseholdGroupNoted: [
    'le groupe {group} du ménage {household} a été noté au {on}',
    'group {group} of household {household} was noted as of {on}',
  ],
};

const envelopes: Sentences = {
  EnvelopeGranted: [
    'une enveloppe de {amount$} du fonds {fund} a été accordée à la mutuelle {scheme} le {grantedOn}, {granted$} en tout',
    'an envelope of {amount$} of fund {fund} was granted to scheme {scheme} on {grantedOn}, {granted$} in all',
  ],
  EnvelopeClosing: [
    'le reste de l’enveloppe {fund} de la mutuelle {scheme} a été redemandé le {closedOn}',
    'what is left of envelope {fund} of scheme {scheme} was asked back on {closedOn}',
  ],
  EnvelopeUsed: [
    'l’enveloppe {fund} de la mutuelle {scheme} a servi pour {amount$} le {usedOn}, {spent$} en tout',
    'envelope {fund} of scheme {scheme} was used for {amount$} on {usedOn}, {spent$} in all',
  ],
  EnvelopeReleased: [
    '{amount$} de l’enveloppe {fund} de la mutuelle {scheme} ont été libérés le {releasedOn}',
    '{amount$} of envelope {fund} of scheme {scheme} were released on {releasedOn}',
  ],
  EnvelopeSettled: [
    '{amount$} de l’enveloppe {fund} ont été réglés à la mutuelle {scheme} le {settledOn}, référence {reference}',
    '{amount$} of envelope {fund} were settled to scheme {scheme} on {settledOn}, reference {reference}',
  ],
};

const grants: Sentences = {
  GrantSigned: [
    'la subvention de projet {grant} du bailleur {funder} a été signée le {signedOn}',
    'grant {grant} of funder {funder} was signed on {signedOn}',
  ],
  GrantTrancheReleased: [
    'la tranche {tranche} de {amount$} du projet {grant} est arrivée le {receivedOn}',
    'tranche {tranche} of {amount$} of grant {grant} arrived on {receivedOn}',
  ],
  GrantExpenseJustified: [
    'la dépense {expense} de {amount$} du projet {grant}, faite le {spentOn}, a été justifiée',
    'expense {expense} of {amount$} of grant {grant}, spent on {spentOn}, was justified',
  ],
  GrantExpenseDeclined: [
    'la dépense {expense} de {amount} du projet {grant} a été écartée ({reason})',
    'expense {expense} of {amount} of grant {grant} was declined ({reason})',
  ],
  GrantDeliverableMet: [
    'un livrable du projet {grant} a été remis le {metOn}',
    'a deliverable of grant {grant} was met on {metOn}',
  ],
  GrantReportSubmitted: [
    'le rapport du projet {grant} dû le {dueOn} a été remis le {submittedOn}',
    'the report of grant {grant} due on {dueOn} was submitted on {submittedOn}',
  ],
  GrantRemainderRepaid: [
    'le reste du projet {grant}, {amount$}, a été rendu au bailleur le {repaidOn}',
    'the remainder of grant {grant}, {amount$}, was repaid to the funder on {repaidOn}',
  ],
};

const awards: Sentences = {
  AwardDecided: [
    'une aide {award} de {amount$} au ménage {household} a été décidée le {decidedOn} ({decision})',
    'award {award} of {amount$} to household {household} was decided on {decidedOn} ({decision})',
  ],
  AwardStands: [
    'le fonds a mis {granted} de côté pour l’aide {award}[ ({reason})]',
    'the fund set {granted} aside for award {award}[ ({reason})]',
  ],
  EducationAccountOpened: [
    'le compte d’épargne scolaire {account} du ménage {household} a été ouvert le {openedOn}',
    'education account {account} of household {household} was opened on {openedOn}',
  ],
  SavingsDeposited: [
    '{amount$} ont été épargnés sur le compte {account} le {depositedOn}',
    '{amount$} were saved on account {account} on {depositedOn}',
  ],
  ScholarshipNoted: [
    'la bourse {schoolYear} du compte {account} a été notée : {matched}',
    'the scholarship of {schoolYear} for account {account} was noted: {matched}',
  ],
  SchoolProofAccepted: [
    'le certificat {proof} de l’année {schoolYear} a été accepté pour le compte {account}',
    'proof {proof} of year {schoolYear} was accepted for account {account}',
  ],
  SchoolPaid: [
    'l’école a reçu {amount} du compte {account} le {paidOn}, référence {reference}',
    'the school was paid {amount} from account {account} on {paidOn}, reference {reference}',
  ],
};

const partners: Sentences = {
  PartnerRegistered: [
    'le service {partner} a été inscrit le {registeredOn}',
    'partner {partner} was registered on {registeredOn}',
  ],
  PartnerQuotaAgreed: [
    'un quota {quota} de {households} ménages a été convenu avec le service {partner}',
    'quota {quota} of {households} households was agreed with partner {partner}',
  ],
  ReferralIssued: [
    'le ménage {household} a été orienté vers le service {partner} le {issuedOn} ({referral})',
    'household {household} was referred to partner {partner} on {issuedOn} ({referral})',
  ],
  ReferralKeptWaiting: [
    'l’orientation {referral} du ménage {household} vers {partner} attend ({reason})',
    'referral {referral} of household {household} to {partner} waits ({reason})',
  ],
  ReferralAccepted: [
    'le service {partner} a accepté l’orientation {referral} le {acceptedOn}',
    'partner {partner} accepted referral {referral} on {acceptedOn}',
  ],
  ReferralClosed: [
    'l’orientation {referral} vers {partner} a été close le {closedOn}',
    'referral {referral} to {partner} was closed on {closedOn}',
  ],
};

export const ofSubsidies: Sentences = {
  ...funds,
  ...requests,
  ...households,
  ...envelopes,
  ...grants,
  ...awards,
  ...partners,
};
