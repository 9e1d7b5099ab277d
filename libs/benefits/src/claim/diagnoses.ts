/** Whether a diagnosis is this ICD-10 code or stands below it: `A33` holds `A33.9`, and `A3` holds nothing. */
export const holdsDiagnosis = (code: string, diagnosis: string | null): boolean =>
  diagnosis !== null && (diagnosis === code || diagnosis.startsWith(code.includes('.') ? code : `${code}.`));
