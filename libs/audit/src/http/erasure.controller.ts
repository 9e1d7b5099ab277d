import { Body, Controller, Get, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import type { Metadata } from '#eventstore';
import { By, Caller, type CallerIdentity, IsId, IsLine, Operation, RequestRefused } from '#platform';
import { Erasures, Forget } from '../erasure/decide-erasure.js';
import { type ErasureGround, erasureGrounds } from '../erasure/erasure.events.js';

class ForgetPersonDto {
  @IsId() person: string;
  @IsIn(erasureGrounds) ground: ErasureGround;
  /** The second person, who gives a token of their own. */
  @IsLine(64) approvedBy: string;
}

/** Forgetting a person: their keys are of the whole federation, and so is whoever decides. */
@Controller('v1/audit/erasures')
export class ErasureController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Operation({
    name: 'ForgetPerson',
    allow: ['privacy-officer'],
    summary: { fr: 'Rendre illisibles les données d’une personne', en: 'Make a person’s data unreadable' },
  })
  forget(
    @Body() { person, ground, approvedBy }: ForgetPersonDto,
    @Caller() caller: CallerIdentity,
    @By() by: Metadata,
  ) {
    ofTheFederation(caller);
    return this.commands.execute(new Forget(person, ground, { decidedBy: caller.id, approvedBy }, by.recordedAt));
  }

  @Get()
  @Operation({
    name: 'Erasures',
    allow: ['privacy-officer', 'auditor'],
    summary: { fr: 'Qui est oublié, qui doit l’être et pour quand', en: 'Who is forgotten, who is to be, and by when' },
  })
  async list(@Caller() caller: CallerIdentity) {
    ofTheFederation(caller);
    return { erasures: await this.queries.execute(new Erasures()) };
  }
}

const ofTheFederation = ({ schemes }: CallerIdentity): void => {
  if (schemes !== 'all') throw new RequestRefused(403, 'request.role.not_allowed');
};
