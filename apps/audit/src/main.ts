import 'reflect-metadata';
import { auditContext } from '#audit';
import { runOrExplain } from '#platform';

await runOrExplain([auditContext], { port: 3005 });
