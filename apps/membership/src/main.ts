import 'reflect-metadata';
import { membershipContext } from '#membership';
import { runOrExplain } from '#platform';

await runOrExplain([membershipContext], { port: 3001 });
