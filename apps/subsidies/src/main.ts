import 'reflect-metadata';
import { subsidiesContext } from '#subsidies';
import { runOrExplain } from '#platform';

await runOrExplain([subsidiesContext], { port: 3004 });
