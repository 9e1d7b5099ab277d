export { contributionsContext, ContributionsModule } from './contributions.module.js';
