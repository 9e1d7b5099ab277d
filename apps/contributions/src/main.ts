import 'reflect-metadata';
import { contributionsContext } from '#contributions';
import { runOrExplain } from '#platform';

await runOrExplain([contributionsContext], { port: 3002 });
