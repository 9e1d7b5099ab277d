import type { StoredEvent } from '#eventstore';
import type { Bilingual } from '#platform';

/** What an event is called where people read. One that is not here is called by the words of its type. */
const names: Readonly<Record<string, Bilingual>> = {
  'membership.HouseholdEnrolled': { fr: 'le ménage a adhéré', en: 'the household joined' },
  'membership.PersonAdded': { fr: 'une personne a été ajoutée', en: 'a person was added' },
  'membership.BirthDeclared': { fr: 'une naissance a été déclarée', en: 'a birth was declared' },
  'membership.DeathRecorded': { fr: 'un décès a été enregistré', en: 'a death was recorded' },
  'membership.CoverageStarted': { fr: 'les droits se sont ouverts', en: 'cover started' },
  'membership.CoverageRenewed': { fr: 'les droits ont été renouvelés', en: 'cover was renewed' },
  'membership.CoverageReinstated': { fr: 'les droits ont été rétablis', en: 'cover was reinstated' },
  'membership.CoverageExtended': { fr: 'les droits ont été étendus', en: 'cover was extended' },
  'membership.CoverageSuspended': { fr: 'les droits ont été suspendus', en: 'cover was suspended' },
  'membership.CoverageResumed': { fr: 'les droits ont repris', en: 'cover resumed' },
  'membership.CoverageWithdrawn': { fr: 'les droits ont été retirés', en: 'cover was withdrawn' },
  'membership.CoverageLapsed': { fr: 'les droits sont échus sans renouvellement', en: 'cover lapsed' },
  'membership.EnrolmentCancelled': { fr: 'l’adhésion a été annulée', en: 'the enrolment was cancelled' },
  'contributions.DuesRaised': { fr: 'une cotisation a été appelée', en: 'dues were raised' },
  'contributions.ReceiptRecorded': { fr: 'un reçu a été saisi', en: 'a receipt was recorded' },
  'contributions.ReceiptVoided': { fr: 'un reçu a été annulé', en: 'a receipt was voided' },
  'contributions.DuesCancelled': { fr: 'une cotisation a été annulée', en: 'dues were cancelled' },
  'contributions.SubsidyNoted': { fr: 'la réponse d’un fonds a été notée', en: 'a fund’s answer was noted' },
  'benefits.CoverNoted': { fr: 'la couverture a été notée', en: 'cover was noted' },
  'benefits.SessionAttested': {
    fr: 'une consultation prénatale a été attestée',
    en: 'an antenatal session was attested',
  },
  'benefits.ClaimSubmitted': { fr: 'une facture est arrivée', en: 'a claim arrived' },
  'benefits.ClaimAdjudicated': { fr: 'une facture a été liquidée', en: 'a claim was adjudicated' },
  'benefits.ClaimBooked': { fr: 'des droits ont été consommés', en: 'rights were used' },
  'benefits.ClaimReversed': { fr: 'une décision a été contre-passée', en: 'a decision was reversed' },
  'benefits.ClaimRemitted': { fr: 'une décision a été payée', en: 'a decision was paid' },
  'benefits.RemittanceIssued': { fr: 'un bordereau a été émis', en: 'a remittance was issued' },
  'subsidies.FundingReceived': { fr: 'un versement du bailleur est arrivé', en: 'a funder’s money arrived' },
  'subsidies.SubsidyReserved': { fr: 'une subvention a été réservée', en: 'a subsidy was reserved' },
  'subsidies.SubsidyCommitted': { fr: 'une subvention a été engagée', en: 'a subsidy was committed' },
  'subsidies.SubsidyReleased': { fr: 'une subvention a été libérée', en: 'a subsidy was released' },
  'audit.ErasureDecided': { fr: 'l’oubli d’une personne a été décidé', en: 'a person was to be forgotten' },
  'audit.KeysDestroyed': { fr: 'les clés d’une personne ont été détruites', en: 'a person’s keys were destroyed' },
  'subsidies.SubsidySettled': { fr: 'une subvention a été réglée', en: 'a subsidy was settled' },
};

const inWords = (type: string): string =>
  type
    .slice(type.indexOf('.') + 1)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();

/** Amounts of an event that say something by themselves. */
const amountIn = (event: StoredEvent): string => {
  const data = JSON.parse(Buffer.from(event.clear).toString('utf8')) as Readonly<Record<string, unknown>>;
  const amounts = (data['amounts'] ?? {}) as Readonly<Record<string, unknown>>;
  const amount = data['amount'] ?? data['net'] ?? amounts['scheme'];
  return typeof amount === 'number'
    ? ` (${amount} ${typeof data['currency'] === 'string' ? data['currency'] : ''})`
    : '';
};

/** What happened, when it counts and when it became known: a sentence without a name or a medical fact. */
export const sentenceOf = (event: StoredEvent): Bilingual => {
  const { fr, en } = names[event.type] ?? { fr: inWords(event.type), en: inWords(event.type) };
  const [amount, known] = [
    amountIn(event).replace(' )', ')'),
    `${event.recordedAt.slice(0, 10)} ${event.recordedAt.slice(11, 16)}`,
  ];
  return {
    fr: `Su le ${known} UTC par ${event.actor.role} : ${fr}${amount}, avec effet au ${event.effectiveAt}.`,
    en: `Known on ${known} UTC through ${event.actor.role}: ${en}${amount}, effective ${event.effectiveAt}.`,
  };
};
