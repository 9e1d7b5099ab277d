import { auditContext } from '#audit';
import { benefitsContext } from '#benefits';
import { contributionsContext } from '#contributions';
import { membershipContext } from '#membership';
import type { ContextParts } from '#platform';
import { subsidiesContext } from '#subsidies';
import { webhooksContext } from '#webhooks';

/** All of them, in the order messages mostly flow. */
export const contexts: readonly ContextParts[] = [
  membershipContext,
  contributionsContext,
  subsidiesContext,
  benefitsContext,
  webhooksContext,
  auditContext,
];
