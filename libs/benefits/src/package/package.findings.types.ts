/** What is wrong with a package, where, and what to write instead; French first. */
export interface Finding {
  /** JSON pointer into the document's normalised form, or into the document itself. */
  readonly pointer: string;
  readonly code: string;
  readonly problem: Words;
  readonly remedy: Words;
}

export interface Words {
  readonly fr: string;
  readonly en: string;
}
