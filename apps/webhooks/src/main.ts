import 'reflect-metadata';
import { runOrExplain } from '#platform';
import { webhooksContext } from '#webhooks';

await runOrExplain([webhooksContext], { port: 3006 });
