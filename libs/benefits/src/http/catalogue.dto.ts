import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { currencies, type Currency, type Day, type Minor } from '#kernel';
import { IsAmount, IsDay, IsId, SchemePath } from '#platform';
import { type Sector, sectors } from '../package/package.types.js';

export { PageDto, ProductPath, SchemePath } from '#platform';

export class ProviderPath extends SchemePath {
  @IsId() provider: string;
}

export class TariffPriceDto {
  @IsId() act: string;
  /** A medicine; absent for the act itself. */
  @IsOptional() @IsId() item?: string;
  @IsAmount() @Max(1_000_000_000) price: Minor;
  @IsDay() validFrom: Day;
}

export class PublishTariffDto {
  @IsId() tariff: string;
  @IsIn(currencies) currency: Currency;
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(5000)
  @ValidateNested({ each: true })
  @Type(() => TariffPriceDto)
  prices: TariffPriceDto[];
}

export class CapitationDto {
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(500) @IsId({ each: true }) acts: string[];
  /** For each registered person and month. @unit minor units */
  @IsAmount() @Max(1_000_000_000) perPerson: Minor;
}

export class QualityClauseDto {
  /** Founded complaints the contract bears; the one beyond breaks the clause. */
  @IsInt() @Min(0) @Max(1000) mostComplaints: number;
  /** Days they are counted over, that of the finding inside. */
  @IsInt() @Min(1) @Max(3650) withinDays: number;
  /** Days of suspension from the day after; a warning alone unless said. */
  @IsOptional() @IsInt() @Min(1) @Max(3650) suspendDays?: number;
}

export class ContractProviderDto {
  @IsId() provider: string;
  @IsIn(sectors) sector: Sector;
  @IsId() level: string;
  /** Acts paid by the head and month in place of invoices. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => CapitationDto) capitation?: CapitationDto;
  /** What founded complaints lead to. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => QualityClauseDto) quality?: QualityClauseDto;
  /** A tariff agreed with this provider; the package's own unless said. */
  @IsOptional() @IsId() tariff?: string;
  @IsDay() from: Day;
  /** Last day, inside; until further notice unless said. */
  @IsOptional() @IsDay() to?: Day;
}

export class SuspendProviderDto {
  @IsDay() from: Day;
  /** Last day, inside; until further notice unless said. */
  @IsOptional() @IsDay() until?: Day;
}

export class RegisterEndpointDto {
  /** A new one gets a name of its own unless said; an existing one gets a new key. */
  @IsOptional() @IsId() endpoint?: string;
}

export class SimulatePackageDto {
  /** A package as it would be published. */
  @IsObject() package: Record<string, unknown>;
  /** First and last service day of the claims it is tried on, both inside. */
  @IsDay() from: Day;
  @IsDay() to: Day;
  /** On top of the cost of care in the contribution it takes: margin, administration, reserve. 25 unless said. */
  @IsOptional() @IsInt() @Min(0) @Max(200) loadingPercent?: number;
  /** Care asked for once it is covered, of what was asked for: 100 unless said. */
  @IsOptional() @IsInt() @Min(1) @Max(1_000) demandPercent?: number;
}
