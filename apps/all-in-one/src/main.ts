import 'reflect-metadata';
import { benefitsContext } from '#benefits';
import { contributionsContext } from '#contributions';
import { membershipContext } from '#membership';
import { run } from '#platform';
import { subsidiesContext } from '#subsidies';

await run([membershipContext, contributionsContext, benefitsContext, subsidiesContext]);
