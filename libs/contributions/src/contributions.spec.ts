import { memoryStores } from '#platform';
import { contributionsContract } from './contributions.contract.js';
import { contributionsContext } from './contributions.module.js';

contributionsContract('memory', () => Promise.resolve(memoryStores([contributionsContext])));
