import { Controller, Get, Param, Query } from '@nestjs/common';
import { EventLog, type Scope } from '#eventstore';
import { In, type KeptReading, Operation, Readings } from '#platform';
import { checkReadings, type ReadingsChecked } from '../readings/check-readings.js';
import { PersonPath, ReadingsDto, ReadingsPageDto } from './readings.dto.js';

/** Who read what: those who check are checked too, and a person may ask who saw what is hers. */
@Controller('v1')
export class ReadingsController {
  constructor(
    private readonly readings: Readings,
    private readonly log: EventLog,
  ) {}

  @Get('audit/readings')
  @Operation({
    name: 'Readings',
    knownOn: 'refused',
    allow: ['auditor', 'privacy-officer'],
    summary: { fr: 'Qui a lu quoi, et quand', en: 'Who read what, and when' },
  })
  async list(@Query() { scheme, person, limit = 100, ...wanted }: ReadingsDto, @In() { schemes }: Scope) {
    const about = person === undefined ? {} : { person: `${scheme ?? '*'}/${person}` };
    const within = schemes === 'all' ? (scheme === undefined || person !== undefined ? undefined : [scheme]) : schemes;
    return { readings: await this.readings.find({ ...wanted, ...about, limit, schemes: within }) };
  }

  /** Reads all of it: an auditor asks seldom and waits a moment. */
  @Get('audit/readings/chain')
  @Operation({
    name: 'ReadingsChain',
    knownOn: 'refused',
    allow: ['auditor', 'privacy-officer'],
    summary: { fr: 'Vérifier que le journal des lectures est entier', en: 'Check that the log of readings is whole' },
  })
  chain(): Promise<ReadingsChecked> {
    return checkReadings(this.log, this.readings);
  }

  @Get('schemes/:scheme/persons/:person/readings')
  @Operation({
    name: 'WhoReadOfPerson',
    knownOn: 'refused',
    allow: ['privacy-officer', 'scheme-manager', 'auditor'],
    summary: { fr: 'Dire à une personne qui a lu ses données', en: 'Tell a person who read her data' },
  })
  async ofPerson(@Param() { scheme, person }: PersonPath, @Query() { limit = 100, offset }: ReadingsPageDto) {
    const found = await this.readings.find({ person: `${scheme}/${person}`, limit, offset });
    return { person, readings: found.map(forThePerson) };
  }
}

/** Nothing of the others the same answer spoke of. */
const forThePerson = ({ number, at, actor, role, operation, outcome }: KeptReading) => ({
  number,
  at,
  actor,
  role,
  operation,
  outcome,
});
