import { secretActs, secretCategories, secretItem } from './founding.js';

/** What is told of persons: none of it may be found where it is not sealed. */
export const identity = ['Canari', 'Zoungrana', '1961-02-03', '1999-08-07', 'Enfançon'];
export const diagnosis = 'B24.7';
export const medical = [diagnosis, ...Object.values(secretActs), secretItem, ...secretCategories];
const freeTexts = ['motif-canari', 'annulation-canari', 'Bailleur Discret'];
/** Reasons that tell what was treated or found; those of amounts (AMT-…) do not. */
export const tellingReasons = /\b(CND|CLM|ELG|PRV|TAR)-\d{3}\b/;
export const personal = [...identity, ...medical, ...freeTexts];
