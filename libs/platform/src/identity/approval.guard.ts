import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { contextIfAny } from '../http/request-context.js';
import { RequestRefused } from '../http/problem.js';
import type { Bilingual } from '../http/operation.js';
import { belongsTo, type CallerIdentity, type Role } from './caller.js';
import { TokenRefused, TokenVerifier } from './token-verifier.js';

/** Bears the token of the second person: `Bearer …`, as `Authorization` does for the first. */
export const approvalHeader = 'entraide-approval';

/** Who may stand by what somebody else enters. A clerk does not. */
const approvers: readonly Role[] = ['scheme-manager', 'federation-admin', 'federation-finance'];

/**
 * A request that says `approvedBy` has been approved: the person named there has given a token of their own, may approve
 * in that scheme, and is not the one who asks. Who names nobody but themselves passes: a decision that needs a second
 * person refuses them.
 */
@Injectable()
export class ApprovalGuard implements CanActivate {
  constructor(private readonly verifier: TokenVerifier) {}

  async canActivate(host: ExecutionContext): Promise<boolean> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const context = contextIfAny(request);
    const named = (request.body as { approvedBy?: unknown } | null | undefined)?.approvedBy;
    if (!context?.caller || typeof named !== 'string' || named === context.caller.id) return true;
    const approver = await this.approverOf(request);
    if (approver.id !== named)
      throw refused('request.approval.other_person', {
        fr: 'la personne nommée n’est pas celle qui approuve',
        en: 'whoever is named is not the one who approves',
      });
    if (!approvers.includes(approver.role) || !belongsTo(approver, context.scheme))
      throw refused('request.approval.not_allowed', {
        fr: 'cette personne ne peut pas approuver ici',
        en: 'this person may not approve here',
      });
    return true;
  }

  private async approverOf(request: FastifyRequest): Promise<CallerIdentity> {
    const header = request.headers[approvalHeader];
    const token = typeof header === 'string' ? /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(header)?.[1] : undefined;
    if (token === undefined)
      throw refused('request.approval.missing', {
        fr: 'la personne qui approuve doit donner son jeton (Entraide-Approval)',
        en: 'whoever approves has to give a token of their own (Entraide-Approval)',
      });
    try {
      return await this.verifier.verify(token);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      request.log.warn({ because: error.message }, 'approval refused');
      throw refused('request.approval.invalid', { fr: 'jeton refusé', en: 'token refused' });
    }
  }
}

const refused = (code: string, detail: Bilingual): RequestRefused => new RequestRefused(403, code, { detail });
