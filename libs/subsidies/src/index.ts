export { subsidiesContext, SubsidiesModule } from './subsidies.module.js';
