import type { Facts, RefusalKind } from '#kernel';
import type { Bilingual } from './operation.js';

/** One field of a request that cannot be read. */
export interface FieldError {
  /** Path of the field: `lines.0.quantity`. */
  readonly field: string;
  readonly code: 'request.field.invalid' | 'request.field.unknown';
  /** French, then English. Never the value that was sent. */
  readonly message: string;
}

/** Problem details (RFC 9457). Never a name, an act or a value that was sent. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly facts?: Facts;
}

export const inBoth = ({ fr, en }: Bilingual): string => `${fr} / ${en}`;

const titles: Readonly<Record<number, Bilingual>> = {
  400: { fr: 'Requête illisible', en: 'Request that cannot be read' },
  401: { fr: 'Authentification requise', en: 'Authentication required' },
  403: { fr: 'Non autorisé', en: 'Not allowed' },
  404: { fr: 'Introuvable', en: 'Not found' },
  405: { fr: 'Méthode refusée', en: 'Method refused' },
  409: { fr: "En conflit avec l'état actuel", en: 'In conflict with the present state' },
  413: { fr: 'Requête trop grande', en: 'Request too large' },
  415: { fr: 'Type de contenu refusé', en: 'Content type refused' },
  422: { fr: 'Demande refusée', en: 'Request refused' },
  429: { fr: 'Trop de demandes', en: 'Too many requests' },
  500: { fr: 'Erreur interne', en: 'Internal error' },
  503: { fr: 'Momentanément indisponible', en: 'Unavailable for a moment' },
};

/** The one table from kinds of refusals to statuses. */
export const statusOfRefusal: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  unprocessable: 422,
};

interface Details {
  readonly detail?: Bilingual;
  readonly errors?: readonly FieldError[];
  readonly facts?: Facts;
}

export const problem = (status: number, code: string, { detail, ...rest }: Details = {}): Problem => ({
  type: `urn:entraide:problem:${code}`,
  title: inBoth(titles[status] ?? { fr: 'Erreur', en: 'Error' }),
  status,
  code,
  ...(detail ? { detail: inBoth(detail) } : {}),
  ...rest,
});

/** A request turned away at the edge, before any command. */
export class RequestRefused extends Error {
  readonly problem: Problem;
  constructor(
    status: number,
    code: string,
    details: Details = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
    this.problem = problem(status, code, details);
  }
}
