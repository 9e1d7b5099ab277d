import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Decided, Metadata, Scope } from '#eventstore';
import { Clock } from '#kernel';
import { By, In, Operation, pdfOf } from '#platform';
import { DecideGroup } from '../group/decide-group.js';
import { groupSlipCsv, groupSlipSheet } from './documents/group-slip.js';
import { AppointCollectorDto, FormGroupDto, GroupHouseholdDto, GroupOnDto, GroupPath } from './groups.dto.js';
import { GroupSlip } from './groups.query.js';
import { SchemePath } from './membership.dto.js';

const counter = ['scheme-clerk', 'scheme-manager'] as const;
const readers = [...counter, 'federation-admin', 'auditor'] as const;

const file = (bytes: Buffer, type: string, name: string): StreamableFile =>
  new StreamableFile(bytes, { type, disposition: `attachment; filename="${name}"` });

/** Villages, associations, credit groups and employers that enrol and pay together. */
@Controller('v1/schemes/:scheme/groups')
export class GroupsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Operation({ name: 'FormGroup', allow: counter, summary: { fr: 'Former un groupe', en: 'Form a group' } })
  form(@Param() _: SchemePath, @Body() { group, ...form }: FormGroupDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideGroup(group, { type: 'FormGroup', ...form }, by));
  }

  @Post(':group/collector')
  @Operation({
    name: 'AppointCollector',
    allow: ['scheme-manager'],
    summary: { fr: 'Nommer le collecteur', en: 'Appoint the collector' },
  })
  appoint(@Param() { group }: GroupPath, @Body() form: AppointCollectorDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideGroup(group, { type: 'AppointCollector', ...form }, by));
  }

  @Post(':group/households')
  @Operation({ name: 'JoinGroup', allow: counter, summary: { fr: 'Joindre un ménage', en: 'A household joins' } })
  join(@Param() { group }: GroupPath, @Body() form: GroupHouseholdDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideGroup(group, { type: 'JoinGroup', ...form }, by));
  }

  @Post(':group/departures')
  @Operation({ name: 'LeaveGroup', allow: counter, summary: { fr: 'Retirer un ménage', en: 'A household leaves' } })
  leave(@Param() { group }: GroupPath, @Body() form: GroupHouseholdDto, @By() by: Metadata): Promise<Decided> {
    return this.commands.execute(new DecideGroup(group, { type: 'LeaveGroup', ...form }, by));
  }

  @Get(':group/slip')
  @Operation({
    name: 'GroupSlip',
    allow: readers,
    summary: { fr: 'Bordereau du groupe', en: 'Consolidated slip of the group' },
  })
  slip(@Param() { scheme, group }: GroupPath, @Query() { on }: GroupOnDto, @In() scope: Scope) {
    return this.queries.execute(new GroupSlip(scope, scheme, group, on, this.clock.now()));
  }

  @Get(':group/slip.pdf')
  @Operation({
    name: 'GroupSlipPdf',
    allow: readers,
    summary: { fr: 'Bordereau du groupe à remplir (PDF)', en: 'Slip of the group, to fill in (PDF)' },
  })
  async printed(@Param() { scheme, group }: GroupPath, @Query() { on }: GroupOnDto, @In() scope: Scope) {
    const slip = await this.queries.execute(new GroupSlip(scope, scheme, group, on, this.clock.now()));
    return file(await pdfOf(groupSlipSheet(slip), slip.on), 'application/pdf', `bordereau-${group}-${slip.on}.pdf`);
  }

  @Get(':group/slip.csv')
  @Operation({
    name: 'GroupSlipCsv',
    allow: readers,
    summary: { fr: 'Bordereau du groupe (CSV)', en: 'Slip of the group (CSV)' },
  })
  async csv(@Param() { scheme, group }: GroupPath, @Query() { on }: GroupOnDto, @In() scope: Scope) {
    const slip = await this.queries.execute(new GroupSlip(scope, scheme, group, on, this.clock.now()));
    const bytes = Buffer.from(groupSlipCsv(slip));
    return file(bytes, 'text/csv; charset=utf-8', `bordereau-${group}-${slip.on}.csv`);
  }
}
