import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who proves that nothing was changed reads every log as it is stored, partition by partition; and, of the keys that
 * seal, nothing. A log that is added later grants the same where it is made.
 */
export class AuditReadsLogs1763800000000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      do $$ declare part regclass;
      begin
        for part in
          select inhrelid::regclass from pg_inherits
          where inhparent in ('es.event'::regclass, 'es.head'::regclass, 'es.command'::regclass)
        loop
          execute format('grant select on %s to entraide_audit', part);
        end loop;
      end $$`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('what was promised to auditors is not taken back'));
  }
}
