export { benefitsContext, BenefitsModule } from './benefits.module.js';
