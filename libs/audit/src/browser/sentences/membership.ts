import type { Sentences } from './template.js';

const household: Sentences = {
  HouseholdEnrolled: [
    'le ménage {household} a adhéré au produit {product} le {enrolledOn}, avec {persons} personnes',
    'household {household} joined product {product} on {enrolledOn}, with {persons} persons',
  ],
  PersonAdded: [
    'la personne {person} a été ajoutée au ménage {household} le {addedOn}',
    'person {person} was added to household {household} on {addedOn}',
  ],
  BirthDeclared: [
    'une naissance ({person}) a été déclarée le {declaredOn} dans le ménage {household}, couverte dès le {startsOn}',
    'a birth ({person}) in household {household} was declared on {declaredOn}, covered from {startsOn}',
  ],
  DeathRecorded: [
    'un décès ({person}) survenu le {diedOn} a été enregistré dans le ménage {household}',
    'a death ({person}) on {diedOn} was recorded in household {household}',
  ],
  CoverageStarted: [
    'les droits du ménage {household} se sont ouverts du {from} au {to}, le seuil étant atteint le {metOn}',
    'cover of household {household} started, from {from} to {to}, the threshold being met on {metOn}',
  ],
  CoverageRenewed: [
    'les droits du ménage {household} ont été renouvelés du {from} au {to}',
    'cover of household {household} was renewed from {from} to {to}',
  ],
  CoverageReinstated: [
    'les droits du ménage {household} ont été rétablis du {from} au {to}, le paiement datant du {metOn}',
    'cover of household {household} was reinstated from {from} to {to}, the payment being of {metOn}',
  ],
  CoverageExtended: [
    'les droits du ménage {household} ont été étendus aux nouveaux venus, leur part étant payée le {metOn}',
    'cover of household {household} was extended to who joined, their part being paid on {metOn}',
  ],
  CoverageTakenOver: [
    'les droits du ménage {household} ont été repris d’un autre registre, du {from} au {to}',
    'cover of household {household} was taken over from another register, from {from} to {to}',
  ],
  TargetedCoverageGranted: [
    'le ménage {household} est pris en charge du {from} au {to} par la décision {decision}',
    'household {household} is carried from {from} to {to} by decision {decision}',
  ],
  CoverageSuspended: [
    'les droits du ménage {household} ont été suspendus à partir du {from}',
    'cover of household {household} was suspended from {from}',
  ],
  CoverageResumed: [
    'les droits du ménage {household} ont repris le {from}',
    'cover of household {household} resumed on {from}',
  ],
  CoverageWithdrawn: [
    'les droits du ménage {household} pour la période {term} ont été retirés (motif : {why})',
    'cover of household {household} for term {term} was withdrawn (because: {why})',
  ],
  CoverageLapsed: [
    'les droits du ménage {household} sont échus le {lapsedOn} sans renouvellement',
    'cover of household {household} lapsed on {lapsedOn} without renewal',
  ],
  RenewalOpened: [
    'le renouvellement du ménage {household} est ouvert depuis le {opensOn}, pour la période du {from} au {to}',
    'renewal of household {household} is open since {opensOn}, for the term from {from} to {to}',
  ],
  TermAbandoned: [
    'la période {term} du ménage {household} a été abandonnée le {on}',
    'term {term} of household {household} was abandoned on {on}',
  ],
  EnrolmentCancelled: [
    'l’adhésion du ménage {household} a été annulée le {on}',
    'the enrolment of household {household} was cancelled on {on}',
  ],
  CategoryAssessed: [
    'la catégorie du ménage {household} a été établie par la décision {decision}, à partir du {from}',
    'the category of household {household} was assessed by decision {decision}, from {from}',
  ],
  AbsenceRecorded: [
    'l’absence de {person} (ménage {household}) a été notée du {from}[ au {until}]',
    'the absence of {person} (household {household}) was noted from {from}[ to {until}]',
  ],
  RemotePayerNamed: [
    'un payeur à distance ({payer}) a été désigné pour le ménage {household}',
    'a remote payer ({payer}) was named for household {household}',
  ],
  PolicyholderChanged: [
    'le ménage {household} a un nouveau titulaire, {policyholder}, depuis le {on}',
    'household {household} has a new policyholder, {policyholder}, since {on}',
  ],
  PersonLeft: [
    'la personne {person} a quitté le ménage {household} le {on}',
    'person {person} left household {household} on {on}',
  ],
  WaitingCredited: [
    'l’observation déjà accomplie par {person} depuis le {waitingFrom} a été reconnue par la décision {decision}',
    'waiting served by {person} since {waitingFrom} was credited by decision {decision}',
  ],
  HouseholdStruckOff: [
    'le ménage {household} a été radié par la décision {decision}, le dernier jour couvert étant le {on}',
    'household {household} was struck off by decision {decision}, {on} being the last day covered',
  ],
  PersonsTransferredOut: [
    '{moved} du ménage {household} ont été transférés vers la mutuelle {toScheme} à partir du {on}',
    '{moved} of household {household} were transferred to scheme {toScheme} from {on}',
  ],
  PersonReceived: [
    'la personne {person} a été reçue dans le ménage {household}, venant de la mutuelle {fromScheme}, le {on}',
    'person {person} was received into household {household} from scheme {fromScheme} on {on}',
  ],
  CoverageReceived: [
    'les droits du ménage {household}, venus de la mutuelle {fromScheme}, valent ici du {from} au {to}',
    'cover of household {household} came from scheme {fromScheme} and holds here from {from} to {to}',
  ],
  TransferOpened: [
    'le transfert {transfer} du ménage {fromHousehold} vers la mutuelle {toScheme} a été ouvert au {on}',
    'transfer {transfer} of household {fromHousehold} to scheme {toScheme} was opened as of {on}',
  ],
  TransferReceived: [
    'le transfert {transfer} a été reçu dans le ménage {toHousehold} de la mutuelle {toScheme}',
    'transfer {transfer} was received into household {toHousehold} of scheme {toScheme}',
  ],
};

const cards: Sentences = {
  CardRevoked: [
    'la carte n° {issue} de {person} a été annulée le {on}',
    'card number {issue} of {person} was revoked on {on}',
  ],
  PhotoKept: [
    'une photographie de {person} a été gardée pour la carte',
    'a photograph of {person} was kept for the card',
  ],
  PhotoRemoved: ['la photographie de {person} a été retirée', 'the photograph of {person} was removed'],
  PersonForgotten: [
    'le registre des membres a oublié {person} : ses clés sont détruites',
    'the register of members forgot {person}: the keys are destroyed',
  ],
};

const groups: Sentences = {
  GroupFormed: [
    'le groupe {group} a été formé le {on}, {collector} étant son collecteur',
    'group {group} was formed on {on}, {collector} being its collector',
  ],
  CollectorAppointed: [
    '{collector} est le collecteur du groupe {group} depuis le {on}',
    '{collector} collects for group {group} since {on}',
  ],
  GroupJoined: [
    'le ménage {household} paie avec le groupe {group} à partir du {on}',
    'household {household} pays with group {group} from {on}',
  ],
  GroupLeft: [
    'le ménage {household} ne paie plus avec le groupe {group} après le {on}',
    'household {household} no longer pays with group {group} after {on}',
  ],
};

const governance: Sentences = {
  FederationRegistered: ['la fédération {federation} a été inscrite', 'federation {federation} was registered'],
  FederationJoined: [
    'la fédération {child} a rejoint la fédération {federation}',
    'federation {child} joined federation {federation}',
  ],
  SchemeAffiliated: [
    'la mutuelle {scheme} est affiliée à {federation} depuis le {from} (décision {decision})',
    'scheme {scheme} is affiliated to {federation} since {from} (decision {decision})',
  ],
  AffiliationEnded: [
    'l’affiliation de la mutuelle {scheme} à {federation} prend fin le {until}',
    'the affiliation of scheme {scheme} to {federation} ends on {until}',
  ],
  MandateStarted: [
    'le mandat {mandate} de {holder} a commencé le {from}[, jusqu’au {until}]',
    'mandate {mandate} of {holder} began on {from}[, until {until}]',
  ],
  MandateEnded: ['le mandat {mandate} a pris fin le {on}', 'mandate {mandate} ended on {on}'],
  MeetingHeld: [
    'la réunion {meeting} s’est tenue le {heldOn} : {present} présents sur {called} convoqués',
    'meeting {meeting} was held on {heldOn}: {present} present of {called} called',
  ],
  ResolutionRecorded: [
    'la résolution {decision} de la réunion {meeting} a eu {inFavour} voix pour et {against} contre',
    'resolution {decision} of meeting {meeting} had {inFavour} votes for and {against} against',
  ],
  AgreementSigned: [
    'la convention {agreement} avec {partner} a été signée, du {from}[ au {until}]',
    'agreement {agreement} with {partner} was signed, from {from}[ to {until}]',
  ],
  DutyFulfilled: [
    'l’obligation {duty} de la convention {agreement} a été remplie le {on}',
    'duty {duty} of agreement {agreement} was fulfilled on {on}',
  ],
};

const scheme: Sentences = {
  CoverRulesPublished: [
    'les règles de couverture du produit {product}, version {rules.version}, ont été publiées pour le {rules.effectiveFrom}',
    'cover rules of product {product}, version {rules.version}, were published as of {rules.effectiveFrom}',
  ],
  SchemeRegistered: [
    'la mutuelle {scheme} a été inscrite, sa monnaie étant {currency}',
    'scheme {scheme} was registered, its currency being {currency}',
  ],
  SchemeFounded: [
    'la mutuelle {scheme} a été fondée le {on} (décision {decision})',
    'scheme {scheme} was founded on {on} (decision {decision})',
  ],
  SchemeSuspended: [
    'la mutuelle {scheme} n’accueille plus personne depuis le {on} (décision {decision})',
    'scheme {scheme} takes nobody in since {on} (decision {decision})',
  ],
  SuspensionLifted: [
    'la mutuelle {scheme} accueille de nouveau depuis le {on} (décision {decision})',
    'scheme {scheme} takes people in again since {on} (decision {decision})',
  ],
  SchemeMerged: [
    'la mutuelle {scheme} a fusionné avec la mutuelle {into} le {on} (décision {decision})',
    'scheme {scheme} became part of scheme {into} on {on} (decision {decision})',
  ],
  SectionOpened: [
    'la section {section} de la mutuelle {scheme} a été ouverte',
    'section {section} of scheme {scheme} was opened',
  ],
  DayClosed: ['la journée du {day} a été arrêtée', 'the day of {day} was closed'],
};

const duplicates: Sentences = {
  DuplicateProposed: [
    'la personne {first.person} de la mutuelle {first.scheme} et la personne {second.person} de la mutuelle {second.scheme} ont été proposées comme une seule le {proposedOn} ({score} points sur 100 : {because})',
    'person {first.person} of scheme {first.scheme} and person {second.person} of scheme {second.scheme} were put forward as one on {proposedOn} ({score} points of 100: {because})',
  ],
  DuplicateDecided: [
    'il a été décidé le {decidedOn} si la personne {first.person} de la mutuelle {first.scheme} et la personne {second.person} de la mutuelle {second.scheme} n’en font qu’une : {verdict} ({because}, pièce {reference})[ ; jusque-là {previous}]',
    'whether person {first.person} of scheme {first.scheme} and person {second.person} of scheme {second.scheme} are one was decided on {decidedOn}: {verdict} ({because}, paper {reference})[; until then {previous}]',
  ],
};

export const ofMembership: Sentences = { ...household, ...duplicates, ...cards, ...groups, ...governance, ...scheme };
