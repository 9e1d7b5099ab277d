import { memoryStores } from '#platform';
import { membershipContract } from './membership.contract.js';
import { membershipContext } from './membership.module.js';

membershipContract('memory', async () => memoryStores([membershipContext]));
