import { Controller, Get, Param, Query } from '@nestjs/common';
import { ReadModels, type Scope } from '#eventstore';
import { In, Operation } from '#platform';
import { prescriptionTable } from '../projections/prescription.entity.js';
import { CareBetween } from './care-between.dto.js';
import { SchemePath } from './catalogue.dto.js';
import { controlsOf } from './prescribers.js';

/** The report of the prescriptions' control: who prescribes otherwise than the list, by the name that stands for them. */
@Controller('v1/schemes/:scheme/providers')
export class PrescribersController {
  constructor(private readonly models: ReadModels) {}

  @Get('prescribers')
  @Operation({
    name: 'PrescriptionControls',
    allow: ['scheme-manager', 'medical-reviewer', 'auditor'],
    summary: { fr: 'Ordonnances signalées, par prescripteur', en: 'Flagged prescriptions, by prescriber' },
  })
  async controls(@Param() { scheme }: SchemePath, @Query() { from, to }: CareBetween, @In() scope: Scope) {
    const where = { scheme, serviceDate: { atLeast: from, atMost: to } };
    const prescriptions = await this.models.find(scope, prescriptionTable, { where });
    return { scheme, from, to, prescribers: controlsOf(prescriptions) };
  }
}
