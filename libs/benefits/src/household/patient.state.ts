import { addMonths, type Day } from '#kernel';
import type { ForWhom } from '../package/package.types.js';
import type { Patient } from './household.types.js';

/** Whether something is for a person of that age, sex and relation. */
export const isFor = ({ sex, fromMonths, belowMonths, relations }: ForWhom, patient: Patient, on: Day): boolean =>
  (sex === undefined || sex === patient.sex) &&
  (relations === undefined || relations.includes(patient.relation)) &&
  (fromMonths === undefined || addMonths(patient.bornOn, fromMonths) <= on) &&
  (belowMonths === undefined || on < addMonths(patient.bornOn, belowMonths));
