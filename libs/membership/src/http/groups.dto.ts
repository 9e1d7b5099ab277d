import { IsIn, IsOptional } from 'class-validator';
import type { Day } from '#kernel';
import { IsDay, IsId, IsLine } from '#platform';
import { type GroupKind, groupKinds } from '../group/group.types.js';
import { SchemePath } from './membership.dto.js';

export class GroupPath extends SchemePath {
  @IsId() group: string;
}

export class FormGroupDto {
  @IsId() group: string;
  @IsIn(groupKinds) kind: GroupKind;
  @IsLine(200) name: string;
  @IsId() section: string;
  /** Pseudonymous id of whoever collects. */
  @IsId() collector: string;
  @IsDay() on: Day;
}

export class AppointCollectorDto {
  @IsId() collector: string;
  @IsDay() on: Day;
}

export class GroupHouseholdDto {
  @IsId() household: string;
  @IsDay() on: Day;
}

export class GroupOnDto {
  /** Today unless said. */
  @IsOptional() @IsDay() on?: Day;
}
