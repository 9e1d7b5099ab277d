/** Persons of this sex and age. @unit completed years; `belowAge` is the first one outside */
export interface ForPersons {
  readonly sex?: 'F' | 'M';
  readonly fromAge?: number;
  readonly belowAge?: number;
}
