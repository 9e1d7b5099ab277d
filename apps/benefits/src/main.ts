import 'reflect-metadata';
import { benefitsContext } from '#benefits';
import { runOrExplain } from '#platform';

await runOrExplain([benefitsContext], { port: 3003 });
