export { auditContext, AuditModule } from './audit.module.js';
export { backup, forgetOldKeys } from './backup/backup.js';
export { restore, RestoreRefused } from './backup/restore.js';
export { erasureGrounds } from './erasure/erasure.events.js';
export { destroyKeys, forgetPerson, forgottenPersons } from './erasure/forget-person.js';
export { compared, type Compared, type Finding } from './proof-log/compare.js';
export { ProofLogs } from './proof-log/proof-logs.js';
export { verifierFile } from './export/verifier-file.js';
export { FolderNotEmpty, writeExport } from './export/write-export.js';
