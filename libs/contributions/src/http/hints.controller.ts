import { Controller, Param, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Decided } from '#eventstore';
import { Operation, Operators, Signed, SignedRequest } from '#platform';
import { HearPayment } from '../account/payment/decide-heard.js';
import { HintPath } from './payments.dto.js';

/** Where operators call back. What they say there is not read: it is a reason to ask them. */
@Controller('v1/payment-hints')
export class HintsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly operators: Operators,
  ) {}

  @Put(':reference/:code')
  @Operation({
    name: 'HearPayment',
    allow: 'signature',
    codeInPath: true,
    summary: { fr: 'Rappel d’un opérateur', en: "An operator's callback" },
  })
  hear(@Param() { reference, code }: HintPath, @Signed() request: SignedRequest): Promise<Decided> {
    const by = request.hint(this.operators.isHint(reference, code), { id: 'operator', role: 'operator' }, '*');
    return this.commands.execute(new HearPayment(reference, by));
  }
}
