/** What stands between the key file and whoever reads the disk. */
export interface KeyFileSeal {
  /** Written beside what it sealed: another one does not try to open it. */
  readonly name: string;
  seal(plain: Buffer): Promise<string>;
  /** @throws when it is not what was sealed, or the custodian refuses. */
  open(sealed: string): Promise<Buffer>;
}

/** Nothing but the file's mode: a federation on one's own machine, or a disk that is encrypted as a whole. */
export const plainly: KeyFileSeal = {
  name: 'none',
  seal: async plain => plain.toString('utf8'),
  open: async text => Buffer.from(text, 'utf8'),
};
