import type { Sentences } from './template.js';

export const ofWebhooks: Sentences = {
  NoticeQueued: ['un avis attend le point de livraison {endpoint}', 'a notice waits for receiver {endpoint}'],
  NoticeDelivered: [
    'le point de livraison {endpoint} a reçu un avis à la tentative {attempt}',
    'receiver {endpoint} took a notice at attempt {attempt}',
  ],
  AttemptFailed: [
    'la tentative {attempt} de livraison à {endpoint} a échoué[ (réponse {status})][, à refaire le {due}]',
    'attempt {attempt} at telling {endpoint} failed[ (answer {status})][, to be tried again at {due}]',
  ],
  NoticeGivenUp: [
    'la livraison d’un avis à {endpoint} a été abandonnée[ après {attempt} tentatives]',
    'a notice for {endpoint} was given up[ after {attempt} attempts]',
  ],
  RedeliveryAsked: ['une nouvelle livraison à {endpoint} a été demandée', 'a redelivery to {endpoint} was asked for'],
  EndpointSubscribed: [
    'le point de livraison {endpoint}[ du prestataire {provider}] s’est abonné[ à {contracts}]',
    'receiver {endpoint}[ of provider {provider}] subscribed[ to {contracts}]',
  ],
  ContractsChanged: [
    'le point de livraison {endpoint} est désormais abonné à : {contracts}',
    'receiver {endpoint} now hears of: {contracts}',
  ],
  SecretRotated: [
    'la clé de signature de {endpoint} a été changée[, l’ancienne valant jusqu’au {previousUntil}]',
    'the signing key of {endpoint} was changed[, the old one being good until {previousUntil}]',
  ],
  EndpointFailing: [
    'le point de livraison {endpoint} ne répond plus depuis {since}',
    'receiver {endpoint} has been failing since {since}',
  ],
  EndpointRecovered: [
    'le point de livraison {endpoint} reçoit de nouveau',
    'receiver {endpoint} takes deliveries again',
  ],
  EndpointDisabled: [
    'les livraisons à {endpoint} ont été suspendues[ (motif : {because})]',
    'deliveries to {endpoint} were stopped[ (because: {because})]',
  ],
  EndpointResumed: ['les livraisons à {endpoint} ont repris', 'deliveries to {endpoint} were resumed'],
  EndpointClosed: [
    'le point de livraison {endpoint} a été fermé définitivement',
    'receiver {endpoint} was closed for good',
  ],
  ChallengeAsked: ['le point de livraison {endpoint} doit prouver sa clé', 'receiver {endpoint} is to prove its key'],
  ChallengeFailed: [
    'le point de livraison {endpoint} n’a pas prouvé sa clé à la tentative {attempt}',
    'receiver {endpoint} did not prove its key at attempt {attempt}',
  ],
  EndpointConfirmed: ['le point de livraison {endpoint} a prouvé sa clé', 'receiver {endpoint} proved its key'],
  PersonForgotten: [
    'le contexte des avis a oublié {person} : ses clés sont détruites',
    'the context of notices forgot {person}: the keys are destroyed',
  ],
  ReceiverListed: [
    'le point de livraison {endpoint} du prestataire {provider} a été inscrit',
    'receiver {endpoint} of provider {provider} was listed',
  ],
  ReceiverDelisted: [
    'le point de livraison {endpoint} du prestataire {provider} a été radié',
    'receiver {endpoint} of provider {provider} was taken off the list',
  ],
};
