export { membershipContext, MembershipModule } from './membership.module.js';
export { errorFile } from './import/error-file.js';
export { preview } from './import/preview.js';
export { readRegister, readRegisterFrom } from './import/read-register.js';
export type { RegisterProblem } from './import/register.problems.js';
export type { Register, RegisterHousehold, RegisterOperation, RegisterOptions } from './import/register.types.js';
