import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsId, IsSchemeId } from '#platform';
import { offeredContracts } from '../endpoint/endpoint.decider.js';

export class WebhookSchemePath {
  @IsSchemeId() scheme: string;
}

export class WebhookPath extends WebhookSchemePath {
  @IsId() endpoint: string;
}

export class WebhookDeliveryPath extends WebhookPath {
  @IsId() message: string;
}

export class SubscribeWebhookDto {
  /** The provider whose claims and remittances it is told of. */
  @IsId() provider: string;
  /** HTTPS, to a public address. It is sealed: it may bear a token. */
  @IsString() @MaxLength(2_000) url: string;
  /** All of them unless said. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(10)
  @IsIn(offeredContracts, { each: true })
  contracts?: string[];
  /** Its name within the scheme; one is made unless given. */
  @IsOptional() @IsId() endpoint?: string;
}

export class ChangeWebhookDto {
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(10) @IsIn(offeredContracts, { each: true }) contracts: string[];
}

export class RedeliverWebhooksDto {
  /** Each of the log, up to 500: told again in this order, what is about one thing one after the other. */
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(500) @ArrayUnique() @IsId({ each: true }) messages: string[];
}

export class WebhooksDto {
  @IsOptional() @IsId() provider?: string;
  @IsOptional() @IsIn(['live', 'disabled', 'closed']) status?: 'live' | 'disabled' | 'closed';
  /** Whether it has answered its challenge: nothing is told to one that has not. */
  @IsOptional() @Type(() => String) @IsIn(['true', 'false']) confirmed?: 'true' | 'false';
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(1_000_000) offset?: number;
}

export class WebhookDeliveriesDto {
  @IsOptional() @IsIn(['waiting', 'delivered', 'given-up']) status?: 'waiting' | 'delivered' | 'given-up';
  /** `claim-C1`, `remittance-R-05`. */
  @IsOptional() @IsString() @MaxLength(80) about?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(1_000_000) offset?: number;
}
