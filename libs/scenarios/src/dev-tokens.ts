import { approvalHeader, mintDevToken, type Role } from '#platform';

/** Tokens of the development issuer for those who ask in scenarios; each is made once. */
export class DevTokens {
  private readonly made = new Map<string, Promise<string>>();

  constructor(private readonly dataDir: string) {}

  /** Of every scheme, for a day. */
  ofScenario(role: string, provider: string | undefined): Promise<string> {
    const name = `${role} ${provider ?? ''}`;
    let token = this.made.get(name);
    if (!token) {
      const { dataDir } = this;
      const subject = `scenario:${role}`;
      token = mintDevToken({ dataDir, role: role as Role, schemes: ['*'], provider, subject, lifetime: 86_400 });
      this.made.set(name, token);
    }
    return token;
  }

  /** The header by which a person of that name approves what somebody else asks; none when nobody does. */
  async approval(approver: string | undefined): Promise<Record<string, string>> {
    if (approver === undefined) return {};
    const name = `approval ${approver}`;
    let token = this.made.get(name);
    if (!token) {
      const { dataDir } = this;
      token = mintDevToken({
        ...{ dataDir, schemes: ['*'], subject: approver, lifetime: 86_400 },
        role: 'scheme-manager',
      });
      this.made.set(name, token);
    }
    return { [approvalHeader]: `Bearer ${await token}` };
  }

  of(role: Role, schemes: readonly string[], provider?: string, funder?: string): Promise<string> {
    return mintDevToken({ dataDir: this.dataDir, role, schemes, provider, funder, subject: `somebody:${role}` });
  }
}
