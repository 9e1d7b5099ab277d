import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  CommandInFlight,
  CommandRefused,
  CommandReused,
  LogUnavailable,
  TooManyConflicts,
  type Decided,
  type Metadata,
  type Scope,
} from '#eventstore';
import { refuse } from '#kernel';
import type { ContextParts } from '../context-parts.js';
import { IsAmount, IsDay, IsId } from '../http/fields.js';
import { Operation } from '../http/operation.js';
import { By, Caller, In } from '../http/parameters.js';
import type { CallerIdentity } from '../identity/caller.js';
import type { WebhookKey } from '../webhooks/signature.js';
import { Signed, SignedRequest } from '../webhooks/signed-request.js';

/** A context small enough to test the edge with: it remembers what it was asked, and decides nothing. */
class ToyLine {
  @IsId() act: string;
  @IsInt() @Min(1) @Max(99) quantity: number;
}

export class ToyClaim {
  @IsId() claim: string;
  @IsDay() serviceDate: string;
  @IsAmount() amount: number;
  @IsOptional() @IsString() @MaxLength(20) note?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(2) @ValidateNested({ each: true }) @Type(() => ToyLine) lines?: ToyLine[];
}

class ToyPage {
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) offset?: number;
}

export const endpointKeys = new Map<string, readonly WebhookKey[]>();

const failures: Readonly<Record<string, () => Error>> = {
  conflict: () => new CommandRefused(refuse('toy.claim.closed', { since: '2025-11-15' })),
  missing: () => new CommandRefused(refuse('toy.claim.unknown', undefined, 'notFound')),
  impossible: () => new CommandRefused(refuse('toy.claim.impossible', undefined, 'unprocessable')),
  reused: () => new CommandReused(),
  'in-flight': () => new CommandInFlight(),
  contended: () => new TooManyConflicts(),
  unavailable: () => new LogUnavailable('10.1.2.3 does not answer'),
  bug: () => new Error('duplicate key (name)=(Awa Ouedraogo)'),
};

@Controller('v1')
export class ToyController {
  @Post('schemes/:scheme/claims')
  @Operation({
    name: 'SubmitToy',
    allow: ['scheme-clerk', 'provider-client'],
    summary: { fr: 'Déposer', en: 'Submit' },
  })
  submit(@Param('scheme') scheme: string, @Body() claim: ToyClaim, @By() by: Metadata): Decided {
    return { status: claim.note === 'again' ? 'repeated' : 'recorded', position: 42, answer: { scheme, claim, by } };
  }

  @Get('schemes/:scheme/claims')
  @Operation({ name: 'Toys', allow: ['scheme-clerk', 'auditor'] })
  list(@In() scope: Scope, @Caller() caller: CallerIdentity, @Query() page: ToyPage) {
    return { scope, caller, offset: page.offset ?? 0 };
  }

  @Post('funds')
  @Operation({ name: 'OpenToy', allow: ['federation-finance'], status: 201 })
  open(@By() by: Metadata) {
    return { scheme: by.scheme };
  }

  @Get('failures/:kind')
  @Operation({ name: 'FailToy', allow: ['system'] })
  fail(@Param('kind') kind: string): never {
    throw failures[kind]?.() ?? new Error(kind);
  }

  @Post('hooks/:endpoint')
  @Operation({ name: 'ReceiveToy', allow: 'signature', body: ToyClaim })
  async receive(@Param('endpoint') endpoint: string, @Signed() request: SignedRequest): Promise<Decided> {
    const delivery = request.verify(endpointKeys.get(endpoint));
    const claim = await delivery.body(ToyClaim);
    return {
      status: 'recorded',
      position: 43,
      answer: { claim, by: delivery.by({ id: endpoint, role: 'provider-client' }, 'bobo') },
    };
  }
}

@Module({ controllers: [ToyController] })
export class ToyModule {}

export const contextOfModule = (module: ContextParts['module']): ContextParts => ({
  shard: 'benefits',
  module,
  projections: [],
  policies: [],
  inboxes: [],
  publications: [],
  migrations: [],
  upcasters: {},
  entities: [],
});
