import { memoryStores } from '#platform';
import { benefitsContract } from './benefits.contract.js';
import { benefitsContext } from './benefits.module.js';

benefitsContract('memory', () => Promise.resolve(memoryStores([benefitsContext])));
