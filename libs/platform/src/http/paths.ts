import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsId } from './fields.js';

/** What stands in the path of what belongs to a scheme. */
export class SchemePath {
  @IsId() scheme: string;
}

export class ProductPath extends SchemePath {
  @IsId() product: string;
}

export class HouseholdPath extends SchemePath {
  @IsId() household: string;
}

export class PersonPath extends SchemePath {
  @IsId() person: string;
}

/** A part of a list: 1 to 500 rows, after so many. */
export class PageDto {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(1_000_000) offset?: number;
}
