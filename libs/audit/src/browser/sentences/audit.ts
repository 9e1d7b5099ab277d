import type { Sentences } from './template.js';

export const ofAudit: Sentences = {
  ErasureDecided: [
    'l’oubli de la personne {person} a été décidé, à faire au plus tard le {dueOn}',
    'person {person} is to be forgotten by {dueOn}',
  ],
  KeysDestroyed: [
    'les clés de la personne {person} ont été détruites ({contexts})',
    'the keys of person {person} were destroyed ({contexts})',
  ],
  ReadingsSealed: [
    'le journal des lectures a été scellé à {entries} lignes',
    'the log of readings was sealed at {entries} entries',
  ],
};
