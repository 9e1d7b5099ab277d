/** What a code does to a line: refuses it, holds it back, or tells of an amount it changed. */
export type CodeEffect = 'rejects' | 'pends' | 'informs';

interface CodeLabel {
  readonly effect: CodeEffect;
  readonly fr: string;
  readonly en: string;
}

/**
 * Codes of adjudication, as members and providers read them, in the order of the calculation. They live in decisions;
 * refusals of commands have codes of their own. A code may be added, never renamed or reused.
 */
export const adjudicationCodes = {
  'CLM-003': { effect: 'rejects', fr: 'Dates incohérentes', en: 'Inconsistent dates' },
  'CLM-002': { effect: 'rejects', fr: 'Délai de forclusion dépassé', en: 'Filed too late' },
  'CLM-001': { effect: 'rejects', fr: 'Doublon : acte déjà facturé', en: 'Duplicate: act already claimed' },
  'CLM-004': { effect: 'pends', fr: 'Pièces ou diagnostic manquants', en: 'Documents or diagnosis missing' },
  'ELG-001': { effect: 'rejects', fr: 'Bénéficiaire inconnu', en: 'Unknown beneficiary' },
  'ELG-008': { effect: 'rejects', fr: 'Soin postérieur au décès', en: 'Care after death' },
  'ELG-007': { effect: 'rejects', fr: 'Personne à charge non déclarée à temps', en: 'Dependant not declared in time' },
  'ELG-003': { effect: 'rejects', fr: 'Droits suspendus', en: 'Rights suspended' },
  'ELG-005': { effect: 'pends', fr: 'Délai de grâce en cours', en: 'In the grace period' },
  'ELG-004': { effect: 'rejects', fr: 'Droits échus', en: 'Cover lapsed' },
  'ELG-002': { effect: 'rejects', fr: 'Hors période de couverture', en: 'Not covered on that date' },
  'ELG-006': { effect: 'rejects', fr: 'Période d’observation non achevée', en: 'Waiting period not served' },
  'PRV-001': { effect: 'rejects', fr: 'Prestataire non conventionné', en: 'Provider not contracted' },
  'PRV-002': { effect: 'rejects', fr: 'Convention suspendue ou échue', en: 'Contract suspended or ended' },
  'PRV-003': {
    effect: 'rejects',
    fr: 'Acte non autorisé à ce niveau',
    en: 'Act not allowed at this level of facility',
  },
  'SVC-001': { effect: 'rejects', fr: 'Acte inconnu', en: 'Unknown act' },
  'SVC-002': { effect: 'rejects', fr: 'Acte absent du tarif', en: 'Act not in the tariff' },
  'SVC-003': { effect: 'rejects', fr: 'Acte hors du paquet de garanties', en: 'Act not in the benefit package' },
  'PRV-004': { effect: 'pends', fr: 'Référence requise', en: 'Referral missing' },
  'SVC-010': {
    effect: 'informs',
    fr: 'Compris dans le forfait de capitation',
    en: 'Covered by capitation',
  },
  'SVC-004': { effect: 'rejects', fr: 'Sexe ou âge non prévus pour cet acte', en: 'Wrong sex or age for the act' },
  'SVC-005': { effect: 'rejects', fr: 'Trop tôt après le même acte', en: 'Too soon after the same act' },
  'SVC-006': { effect: 'rejects', fr: 'Nombre d’actes dépassé', en: 'Number of acts exceeded' },
  'CND-005': { effect: 'rejects', fr: 'Affection exclue du paquet', en: 'Illness excluded from the package' },
  'CND-002': { effect: 'rejects', fr: 'Calendrier vaccinal non suivi', en: 'Vaccination calendar not followed' },
  'CND-001': { effect: 'rejects', fr: 'Consultations prénatales insuffisantes', en: 'Not enough antenatal sessions' },
  'CND-004': { effect: 'rejects', fr: 'Actes préalables insuffisants', en: 'Not enough earlier acts' },
  'CND-003': { effect: 'pends', fr: 'Ensemble incomplet', en: 'Bundle incomplete' },
  'PRV-005': { effect: 'pends', fr: 'Lettre de garantie manquante', en: 'Guarantee letter missing' },
  'PRV-006': { effect: 'pends', fr: 'Lettre de garantie expirée', en: 'Guarantee letter expired' },
  'MED-001': { effect: 'informs', fr: 'Décision du médecin-conseil', en: 'Decision of the medical adviser' },
  'AMT-001': {
    effect: 'informs',
    fr: 'Limité au tarif ou au prix de référence',
    en: 'Cut to the tariff or reference price',
  },
  'SVC-007': { effect: 'informs', fr: 'Quantité limitée', en: 'Quantity limited' },
  'SUB-001': { effect: 'informs', fr: 'Fonds du programme épuisé', en: 'The programme’s fund is exhausted' },
  'SUB-002': { effect: 'informs', fr: 'Ménage hors du programme', en: 'Household not in the programme' },
  'SUB-003': { effect: 'informs', fr: 'Hors de la période du programme', en: 'Outside the programme’s period' },
  'AMT-007': { effect: 'informs', fr: 'Franchise à la charge du membre', en: 'Deductible borne by the member' },
  'AMT-002': { effect: 'informs', fr: 'Ticket modérateur', en: 'Copayment' },
  'AMT-003': { effect: 'informs', fr: 'Plafond par acte ou par séjour atteint', en: 'Ceiling per act or stay reached' },
  'AMT-006': { effect: 'informs', fr: 'Plafond de la catégorie atteint', en: 'Category ceiling reached' },
  'AMT-004': { effect: 'informs', fr: 'Plafond par personne atteint', en: 'Ceiling per person reached' },
  'AMT-005': { effect: 'informs', fr: 'Plafond du ménage atteint', en: 'Household ceiling reached' },
  'AMT-008': { effect: 'informs', fr: 'Montant de la lettre de garantie atteint', en: 'Cap of the letter reached' },
  'ADJ-001': { effect: 'informs', fr: 'Annulé après paiement', en: 'Reversed after payment' },
} as const satisfies Readonly<Record<string, CodeLabel>>;

export type AdjudicationCode = keyof typeof adjudicationCodes;

/** A code of a later version of the programme keeps its name where its label is not known. */
export const labelOf = (code: string): { readonly code: string; readonly fr: string; readonly en: string } => {
  const label: CodeLabel | undefined = Object.hasOwn(adjudicationCodes, code)
    ? adjudicationCodes[code as AdjudicationCode]
    : undefined;
  return { code, fr: label?.fr ?? code, en: label?.en ?? code };
};
