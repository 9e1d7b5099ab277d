export { benefitsContext, BenefitsModule } from './benefits.module.js';
export { checkPackage, type CheckedPackage, type FoundInFile } from './import/check-package.js';
