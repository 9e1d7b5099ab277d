import type { Sentences } from './template.js';

/** No act, no diagnosis, no kind of complaint: amounts, days and numbers only. */
const claims: Sentences = {
  BeneficiaryLinked: [
    'la personne {person} a été rattachée aux droits du ménage {household}',
    'person {person} was linked to the rights of household {household}',
  ],
  ClaimAwaited: [
    'la facture {claim} attend que la couverture de {person} soit connue',
    'claim {claim} waits for the cover of {person} to be known',
  ],
  ClaimSubmitted: [
    'la facture {claim} du prestataire {provider} pour {person}, soins du {serviceDate}, est arrivée le {receivedOn}',
    'claim {claim} of provider {provider} for {person}, care of {serviceDate}, arrived on {receivedOn}',
  ],
  ClaimAdjudicated: [
    'la facture {claim} a été liquidée (décision {decision}, {status})[ : {amounts.scheme$} pour la mutuelle sur {amounts.billed$} facturés]',
    'claim {claim} was adjudicated (decision {decision}, {status})[: {amounts.scheme$} for the scheme of {amounts.billed$} billed]',
  ],
  ClaimBooked: [
    'les droits consommés par la facture {claim} ont été inscrits (décision {decision}, {status})',
    'the rights used by claim {claim} were booked (decision {decision}, {status})',
  ],
  ClaimReversed: [
    'la facture {claim} a été contre-passée le {reversedOn} : {change.provider$} pour le prestataire, {change.member$} pour le membre[, après paiement par le bordereau {remittedIn}]',
    'claim {claim} was reversed on {reversedOn}: {change.provider$} for the provider, {change.member$} for the member[, after remittance {remittedIn} had paid it]',
  ],
  ClaimRemitted: [
    'la facture {claim} a été portée au bordereau {remittance} pour {amount} le {remittedOn}',
    'claim {claim} was put on remittance {remittance} for {amount} on {remittedOn}',
  ],
  AmendmentParked: [
    'le prestataire {provider} a demandé de modifier la facture {claim} avant qu’elle n’arrive : elle est attendue jusqu’au {lastDay}[, {by} doit la remplacer]',
    'provider {provider} asked to amend claim {claim} before it came: it is awaited until {lastDay}[, {by} is to take its place]',
  ],
  AmendmentDue: [
    'la facture {claim} du prestataire {provider} est arrivée le {dueOn} : la modification qui l’attendait est à faire',
    'claim {claim} of provider {provider} came on {dueOn}: the amendment that waited for it is due',
  ],
  AmendmentSettled: [
    'la modification de la facture {claim} du prestataire {provider} a été réglée le {settledOn} ({outcome}[, {reason}])',
    'the amendment of claim {claim} of provider {provider} was settled on {settledOn} ({outcome}[, {reason}])',
  ],
  ClaimResubmitted: ['la facture {claim} a été représentée sous le n° {by}', 'claim {claim} was sent again as {by}'],
  ClaimReviewOpened: [
    'le contrôle {review} de la facture {claim} a été ouvert le {openedOn}[, pour {amount}]',
    'review {review} of claim {claim} was opened on {openedOn}[, for {amount}]',
  ],
  ClaimReviewed: [
    'le contrôle {review} de la facture {claim} a été rendu le {reviewedOn} : {before} avant, {after} après',
    'review {review} of claim {claim} was given on {reviewedOn}: {before} before, {after} after',
  ],
  ReviewAssigned: [
    'le contrôle {review} de la facture {claim} a été confié à {to} le {assignedOn}',
    'review {review} of claim {claim} was assigned to {to} on {assignedOn}',
  ],
  ClaimAppealed: [
    'la décision {decision} sur la facture {claim} a été contestée le {filedOn}',
    'decision {decision} on claim {claim} was appealed on {filedOn}',
  ],
  AppealDecided: [
    'le recours {appeal} sur la facture {claim} a été tranché le {decidedOn} ({outcome})',
    'appeal {appeal} on claim {claim} was decided on {decidedOn} ({outcome})',
  ],
  FeedbackRecorded: [
    'l’avis d’un membre sur la facture {claim} a été recueilli le {toldOn}',
    'a member’s word on claim {claim} was recorded on {toldOn}',
  ],
  SampleDrawn: [
    'l’échantillon {sample} a été tiré le {drawnOn} parmi {population} factures du {from} au {to}',
    'sample {sample} was drawn on {drawnOn} out of {population} claims from {from} to {to}',
  ],
  ExceptionBooked: [
    'la facture {claim} a {ofClaim$} du budget d’exceptions {year}, consommé à {spent$}',
    'claim {claim} has {ofClaim$} of the exceptions’ budget of {year}, of which {spent$} is used',
  ],
};

const rights: Sentences = {
  CoverNoted: [
    'la couverture de {person} (ménage {household}) a été notée',
    'the cover of {person} (household {household}) was noted',
  ],
  RightsHandedOn: [
    '{person} a quitté le ménage {household} le {on} pour le ménage {toHousehold} de {toScheme}',
    '{person} left household {household} on {on} for household {toHousehold} of {toScheme}',
  ],
  RightsBroughtIn: [
    'ce que {person} avait consommé au ménage {fromHousehold} compte au ménage {household} depuis le {on}',
    'what {person} had used in household {fromHousehold} counts in household {household} since {on}',
  ],
  PersonDescribed: [
    'l’âge et le lien de {person} (ménage {household}) ont été notés',
    'how old {person} (household {household}) is, and related how, was noted',
  ],
  PersonForgotten: [
    'le contexte des prestations a oublié {person} : ses clés sont détruites',
    'the context of benefits forgot {person}: the keys are destroyed',
  ],
  SessionAttested: [
    'le prestataire {provider} a attesté une consultation du {heldOn} ({attestation})',
    'provider {provider} attested a session of {heldOn} ({attestation})',
  ],
  LetterIssued: [
    'la lettre de garantie {letter} a été émise le {issuedOn} pour {provider} : {reserved} réservés, jusqu’au {lastDay}',
    'guarantee letter {letter} was issued on {issuedOn} to {provider}: {reserved} reserved, until {lastDay}',
  ],
  LetterReleased: [
    'la lettre de garantie {letter} a été rendue le {releasedOn} : {amount} sont de nouveau libres',
    'guarantee letter {letter} was given back on {releasedOn}: {amount} are free again',
  ],
  LumpSumDecided: [
    'le forfait {request} du ménage {household} a été décidé ({status}) : {amount$}',
    'lump sum {request} of household {household} was decided ({status}): {amount$}',
  ],
  StockReceived: [
    '{quantity} {item} ont été reçus à {place} le {receivedOn}, il en reste {left}',
    '{quantity} {item} were received at {place} on {receivedOn}, {left} are there',
  ],
  StockHandedOver: [
    '{quantity} {item} ont été remis à {place} le {handedOverOn}, il en reste {left}',
    '{quantity} {item} were handed over at {place} on {handedOverOn}, {left} are left',
  ],
  ItemReceived: [
    'le ménage {household} a reçu {quantity} {item} le {receivedOn}',
    'household {household} received {quantity} {item} on {receivedOn}',
  ],
  PackagePublished: [
    'le paquet de garanties {package.product}, version {package.version}, a été publié',
    'benefit package {package.product}, version {package.version}, was published',
  ],
  EnvelopeNoted: [
    'l’enveloppe {envelope} a été notée : {granted$} accordés, {spent$} consommés',
    'envelope {envelope} was noted: {granted$} granted, {spent$} drawn',
  ],
  EnvelopeDrawn: [
    'l’enveloppe {envelope} a été tirée de {amount$}, consommée à {spent$}',
    'envelope {envelope} was drawn on for {amount$}, {spent$} in all',
  ],
};

const providers: Sentences = {
  CapitationDue: [
    'le prestataire {provider} a droit à {amount$} de capitation pour {month} ({persons} personnes)',
    'provider {provider} is owed {amount$} of capitation for {month} ({persons} persons)',
  ],
  EndpointRegistered: [
    'le système {endpoint} du prestataire {provider} a une nouvelle clé[, l’ancienne valant jusqu’au {previousUntil}]',
    'system {endpoint} of provider {provider} has a new key[, the old one being good until {previousUntil}]',
  ],
  PaymentAccountRegistered: [
    'le compte de paiement[ du prestataire {provider}] a été enregistré',
    'the payment account[ of provider {provider}] was registered',
  ],
  ComplaintFiled: [
    'la réclamation {complaint} contre le prestataire {provider} a été déposée le {filedOn}',
    'complaint {complaint} about provider {provider} was filed on {filedOn}',
  ],
  ComplaintAnswered: [
    'la réclamation {complaint} contre le prestataire {provider} a reçu réponse le {answeredOn} ({outcome})',
    'complaint {complaint} about provider {provider} was answered on {answeredOn} ({outcome})',
  ],
  QualityClauseBroken: [
    'le prestataire {provider} a rompu sa clause de qualité le {on} (réclamations {founded})',
    'provider {provider} broke its quality clause on {on} (complaints {founded})',
  ],
  ProviderContracted: [
    'le prestataire {provider} a été conventionné[ à partir du {contract.effectiveFrom}]',
    'provider {provider} was contracted[ as of {contract.effectiveFrom}]',
  ],
  ProviderSuspended: [
    'le prestataire {provider} est suspendu à partir du {from}[ et jusqu’au {until}]',
    'provider {provider} is suspended from {from}[ until {until}]',
  ],
  TariffPublished: [
    'des prix ({prices}) ont été ajoutés au tarif {tariff}',
    'prices ({prices}) were added to tariff {tariff}',
  ],
};

const remittances: Sentences = {
  RemittanceIssued: [
    'le bordereau {remittance} pour {provider} a été préparé le {issuedOn} : {net$} nets, {lines} décisions',
    'remittance {remittance} for {provider} was prepared on {issuedOn}: {net$} net, {lines} decisions',
  ],
  AccountRemitted: [
    'le compte de {provider} est réglé jusqu’à la position {through} par le bordereau {remittance}',
    'the account of {provider} is remitted up to position {through} by remittance {remittance}',
  ],
  RemittanceApproved: [
    'le bordereau {remittance} pour {provider} a été approuvé par {approvedBy} le {approvedOn} : {net$}',
    'remittance {remittance} for {provider} was approved by {approvedBy} on {approvedOn}: {net$}',
  ],
  RemittancePaid: [
    'le bordereau {remittance} a été payé à {provider} le {paidOn} : {net$}, référence {reference}',
    'remittance {remittance} was paid to {provider} on {paidOn}: {net$}, reference {reference}',
  ],
  RemittanceRejected: [
    'le bordereau {remittance} pour {provider} a été repris par {rejectedBy} le {rejectedOn} : {net$}',
    'remittance {remittance} for {provider} was taken back by {rejectedBy} on {rejectedOn}: {net$}',
  ],
};

export const ofBenefits: Sentences = { ...claims, ...rights, ...providers, ...remittances };
