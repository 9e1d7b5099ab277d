import { approvalHeader, mintDevToken, type Role } from '#platform';
import { type ApiDocument, HttpClient, Operations } from '#scenarios';
import { UsageError } from './exit.js';
import { localConfiguration } from './local.js';

/** A running federation, asked as its staff would ask it. */
export class RunningFederation {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    readonly url: string,
    private readonly http: HttpClient,
    readonly operations: Operations,
  ) {}

  /** @throws UsageError when nothing answers there. */
  static async at(url: string): Promise<RunningFederation> {
    const http = new HttpClient(url);
    try {
      const { body } = await http.ask('GET', '/openapi.json', {});
      return new RunningFederation(url, http, new Operations(body as ApiDocument));
    } catch (error) {
      http.close();
      const code = (error as { code?: string }).code ?? String(error);
      throw new UsageError(`rien ne répond à ${url} / nothing answers at ${url} (${code}): npm run up`);
    }
  }

  async ask(
    operation: string,
    input: Readonly<Record<string, unknown>>,
    key?: string,
  ): Promise<{ status: number; body: unknown }> {
    const { method, url, body } = this.operations.call(operation, input);
    const { roles } = this.operations.named(operation);
    const role = ['scheme-manager', 'scheme-clerk', 'federation-admin', ...roles].find(name => roles.includes(name))!;
    const headers = {
      authorization: `Bearer ${await this.token(role)}`,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(await this.approval(input['approvedBy'])),
    };
    return this.http.ask(method, url, headers, body);
  }

  close(): void {
    this.http.close();
  }

  /** The second person's token: from the development issuer, or whatever ENTRAIDE_APPROVAL_TOKEN holds. */
  private async approval(approver: unknown): Promise<Record<string, string>> {
    if (typeof approver !== 'string') return {};
    const given = process.env['ENTRAIDE_APPROVAL_TOKEN'];
    if (given) return { [approvalHeader]: `Bearer ${given}` };
    let token = this.tokens.get(`approval ${approver}`);
    if (!token) {
      const { dataDir } = localConfiguration();
      token = mintDevToken({ dataDir, role: 'scheme-manager', schemes: ['*'], subject: approver });
      this.tokens.set(`approval ${approver}`, token);
    }
    return { [approvalHeader]: `Bearer ${await token}` };
  }

  /** From the development issuer, or whatever ENTRAIDE_TOKEN holds. */
  private token(role: string): Promise<string> {
    const given = process.env['ENTRAIDE_TOKEN'];
    if (given) return Promise.resolve(given);
    let token = this.tokens.get(role);
    if (!token) {
      token = mintDevToken({
        dataDir: localConfiguration().dataDir,
        role: role as Role,
        schemes: ['*'],
        subject: `cli:${role}`,
      });
      this.tokens.set(role, token);
    }
    return token;
  }
}

export const defaultUrl = (): string => {
  const { host, port } = localConfiguration();
  return `http://${host}:${port}`;
};
