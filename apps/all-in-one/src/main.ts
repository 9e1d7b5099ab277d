import 'reflect-metadata';
import { auditContext } from '#audit';
import { benefitsContext } from '#benefits';
import { contributionsContext } from '#contributions';
import { membershipContext } from '#membership';
import { runOrExplain } from '#platform';
import { subsidiesContext } from '#subsidies';
import { webhooksContext } from '#webhooks';

await runOrExplain([
  membershipContext,
  contributionsContext,
  benefitsContext,
  subsidiesContext,
  webhooksContext,
  auditContext,
]);
