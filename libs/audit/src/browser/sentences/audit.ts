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
  ProofBegun: [
    'le journal {context} est signé sous le nom {origin}, par la clé {key}',
    'the log of {context} is signed under the name {origin}, by the key {key}',
  ],
  ProofGivenUp: [
    'ce qui a été signé du journal {context} est perdu ; {decidedBy} répond de le signer de nouveau depuis le début ({because})',
    'what was signed of the log of {context} is lost; {decidedBy} answers for signing it anew from its beginning ({because})',
  ],
  ReadingsSealed: [
    'le journal des lectures a été scellé à {entries} lignes',
    'the log of readings was sealed at {entries} entries',
  ],
};
