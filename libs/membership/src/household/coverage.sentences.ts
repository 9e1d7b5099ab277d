import type { Day } from '#kernel';
import type { HouseholdEvent } from './household.events.js';

/** French first: what the counter reads out to the member. */
export interface Sentence {
  readonly fr: string;
  readonly en: string;
}

interface Stand {
  readonly status: string;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** Where cover stands and which fact made it so, in one sentence. */
export const sentenceOf = (stand: Stand, event: HouseholdEvent): Sentence => {
  const [where, why] = [whereItStands(stand), whyItIsSo(event)];
  return { fr: `${where.fr} : ${why.fr}`, en: `${where.en}: ${why.en}` };
};

const whereItStands = ({ status, from, to }: Stand): Sentence => {
  switch (status) {
    case 'covered':
      return { fr: `Couvert du ${from} au ${to}`, en: `Covered from ${from} to ${to}` };
    case 'suspended':
      return { fr: 'Droits suspendus', en: 'Rights suspended' };
    case 'grace':
      return { fr: `Délai de grâce après le ${to}`, en: `Grace period after ${to}` };
    case 'lapsed':
      return { fr: `Droits échus le ${to}`, en: `Cover lapsed on ${to}` };
    case 'deceased':
      return { fr: `Décédé le ${from}`, en: `Died on ${from}` };
    default:
      return { fr: 'Non couvert à cette date', en: 'Not covered on that date' };
  }
};

export const whyItIsSo = ({ type, data }: HouseholdEvent): Sentence => {
  switch (type) {
    case 'membership.HouseholdEnrolled':
      return {
        fr: `adhésion du ${data.enrolledOn}, cotisation attendue`,
        en: `enrolled on ${data.enrolledOn}, contribution awaited`,
      };
    case 'membership.PersonAdded':
      return {
        fr: `ajouté le ${data.addedOn}, cotisation attendue`,
        en: `added on ${data.addedOn}, contribution awaited`,
      };
    case 'membership.BirthDeclared':
      return data.inTime
        ? { fr: `naissance déclarée à temps le ${data.declaredOn}`, en: `birth declared in time on ${data.declaredOn}` }
        : { fr: `naissance déclarée en retard le ${data.declaredOn}`, en: `birth declared late on ${data.declaredOn}` };
    case 'membership.DeathRecorded':
      return { fr: `décès déclaré le ${data.declaredOn}`, en: `death declared on ${data.declaredOn}` };
    case 'membership.CoverageStarted':
      return { fr: `seuil de cotisation atteint le ${data.metOn}`, en: `contribution threshold met on ${data.metOn}` };
    case 'membership.CoverageRenewed':
      return {
        fr: `renouvelé à temps, seuil atteint le ${data.metOn}`,
        en: `renewed in time, threshold met on ${data.metOn}`,
      };
    case 'membership.CoverageReinstated':
      return {
        fr: `paiement fait à temps le ${data.metOn}, saisi après`,
        en: `paid in time on ${data.metOn}, entered afterwards`,
      };
    case 'membership.CoverageExtended':
      return { fr: `part de la personne payée le ${data.metOn}`, en: `the person's part was paid on ${data.metOn}` };
    case 'membership.CoverageTakenOver':
      return { fr: `couverture reprise d'un autre registre`, en: 'cover taken over from another register' };
    case 'membership.TargetedCoverageGranted':
      return {
        fr: `prise en charge ciblée ${data.decision} du ${data.approvedOn}`,
        en: `targeted subsidy ${data.decision} of ${data.approvedOn}`,
      };
    case 'membership.CoverageSuspended':
      return { fr: `échéance impayée le ${data.from}`, en: `instalment unpaid on ${data.from}` };
    case 'membership.CoverageResumed':
      return {
        fr: `arriérés payés, droits rétablis le ${data.from}`,
        en: `arrears paid, rights resumed on ${data.from}`,
      };
    case 'membership.CoverageWithdrawn':
      if (data.why === 'older-receipt')
        return { fr: 'un reçu plus ancien a été saisi après coup', en: 'an older receipt was recorded afterwards' };
      return { fr: 'reçu annulé, seuil non atteint', en: 'receipt voided, threshold not met' };
    case 'membership.CoverageLapsed':
      return { fr: 'non renouvelé dans le délai de grâce', en: 'not renewed within the grace period' };
    case 'membership.EnrolmentCancelled':
      return { fr: `adhésion annulée le ${data.on}`, en: `enrolment cancelled on ${data.on}` };
    case 'membership.PersonLeft':
      return { fr: `a quitté le ménage le ${data.on}`, en: `left the household on ${data.on}` };
    case 'membership.WaitingCredited':
      return {
        fr: `période d'observation comptée depuis le ${data.waitingFrom}, décision ${data.decision}`,
        en: `waiting counted from ${data.waitingFrom}, decision ${data.decision}`,
      };
    case 'membership.HouseholdStruckOff':
      return {
        fr: `radié le ${data.on}, décision ${data.decision}`,
        en: `struck off on ${data.on}, decision ${data.decision}`,
      };
    case 'membership.PersonsTransferredOut':
      return { fr: `transfert ${data.transfer} au ${data.on}`, en: `transfer ${data.transfer} on ${data.on}` };
    case 'membership.PersonReceived':
      return { fr: `accueilli par transfert le ${data.on}`, en: `received by transfer on ${data.on}` };
    case 'membership.CoverageReceived':
      return {
        fr: `accueilli par transfert, cotisation payée à la mutuelle d'origine`,
        en: 'received by transfer, contribution paid to the scheme of origin',
      };
    case 'membership.CategoryAssessed':
    case 'membership.AbsenceRecorded':
    case 'membership.RemotePayerNamed':
    case 'membership.PolicyholderChanged':
      return { fr: 'sans effet sur la couverture', en: 'cover stays as it is' };
    case 'membership.RenewalOpened':
      return { fr: `renouvellement ouvert le ${data.opensOn}`, en: `renewal opened on ${data.opensOn}` };
    case 'membership.TermAbandoned':
      return { fr: `période abandonnée le ${data.on}`, en: `term given up on ${data.on}` };
  }
};
