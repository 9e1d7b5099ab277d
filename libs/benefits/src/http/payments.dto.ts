import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsOptional, Matches } from 'class-validator';
import type { Day } from '#kernel';
import { IsDay, IsId, IsLine } from '#platform';
import { SchemePath } from './catalogue.dto.js';

export class RemittancePath extends SchemePath {
  @IsId() remittance: string;
}

export class ConfirmPaymentDto {
  @IsDay() paidOn: Day;
  /** The bank's or the operator's. */
  @IsLine(100) reference: string;
}

export class PaymentAccountDto {
  /** The scheme itself unless said. */
  @IsOptional() @IsId() provider?: string;
  @IsLine(70) name: string;
  /** An IBAN, or the number the bank knows it by. */
  @Matches(/^[A-Z0-9][A-Z0-9-]{3,33}$/) account: string;
  /** BIC. */
  @IsOptional() @Matches(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/) bank?: string;
}

const commaParted = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.split(',') : value);

export class PaymentFileDto {
  /** Ids, parted by commas. */
  @Transform(commaParted)
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsId({ each: true })
  remittances: string[];
  /** Today, unless said. */
  @IsOptional() @IsDay() executeOn?: Day;
}
