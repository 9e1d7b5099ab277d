import { ValidationPipe, type Type, type ValidationError } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidatorOptions } from 'class-validator';
import { inBoth, RequestRefused, type FieldError } from './problem.js';
import { isSound, isSoundAs } from './sound.js';

const everyFieldNamed = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  validationError: { target: false, value: false },
};

const doesNotFit = (errors: readonly ValidationError[]): RequestRefused =>
  new RequestRefused(400, 'request.fields.invalid', {
    detail: { fr: 'des champs manquent ou ne conviennent pas', en: 'fields are missing or do not fit' },
    errors: errors.flatMap(error => fieldErrors(error)),
  });

/** What is sound is not searched for faults. */
class StrictValidation extends ValidationPipe {
  protected override validate(object: object, options?: ValidatorOptions): Promise<ValidationError[]> {
    return isSound(object) ? noFaults : Promise.resolve(super.validate(object, options));
  }
}
const noFaults = Promise.resolve<ValidationError[]>([]);

/** Reads a body as its DTO says: every field it names and no other, all faults listed at once. */
export const strictValidation = (): ValidationPipe =>
  new StrictValidation({ ...everyFieldNamed, transform: true, exceptionFactory: doesNotFit });

const pipe = strictValidation();

/**
 * The same for a body that was verified as bytes first. What strict JSON let through holds none of what the pipe
 * looks for beside the checks (prototypes, gaps in lists): an object goes straight to them.
 * @throws RequestRefused 400
 */
export const validated = async <Dto extends object>(dto: Type<Dto>, body: unknown): Promise<Dto> => {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return (await pipe.transform(body, { type: 'body', metatype: dto })) as Dto;
  if (isSoundAs(dto, body)) return body as Dto;
  const read = plainToInstance(dto, body);
  if (isSound(read)) return read;
  const errors = await validate(read, everyFieldNamed);
  if (errors.length > 0) throw doesNotFit(errors);
  return read;
};

/** A path or a name longer than this was not meant as one. */
const longestName = 120;

const fieldErrors = ({ property, constraints = {}, children = [] }: ValidationError, above = ''): FieldError[] => {
  const field = `${above}${property}`.slice(0, longestName);
  const own = Object.entries(constraints).map(([constraint, message]): FieldError =>
    constraint === 'whitelistValidation'
      ? { field, code: 'request.field.unknown', message: inBoth({ fr: 'champ inconnu', en: 'unknown field' }) }
      : {
          field,
          code: 'request.field.invalid',
          message: inBoth({ fr: french(constraint), en: message.slice(0, 300) }),
        },
  );
  return [...own, ...children.flatMap(child => fieldErrors(child, `${field}.`))];
};

/** In French, what each kind of check asks for; the English words of the check follow with their figures. */
const asks: Readonly<Record<string, string>> = {
  isString: 'un texte est attendu',
  isInt: 'un nombre entier est attendu',
  isNumber: 'un nombre est attendu',
  isBoolean: 'vrai ou faux est attendu',
  isArray: 'une liste est attendue',
  isObject: 'un objet est attendu',
  nestedValidation: 'un objet est attendu',
  isIn: 'valeur hors de la liste permise',
  isEnum: 'valeur hors de la liste permise',
  isNotEmpty: 'valeur requise',
  isDefined: 'valeur requise',
  isPositive: 'un nombre positif est attendu',
  min: 'trop petit',
  max: 'trop grand',
  minLength: 'trop court',
  maxLength: 'trop long',
  isLength: 'longueur non permise',
  arrayNotEmpty: 'la liste est vide',
  arrayMinSize: 'trop peu de lignes',
  arrayMaxSize: 'trop de lignes',
  arrayUnique: 'une ligne est répétée',
  matches: 'forme non permise',
  isUuid: 'un UUID est attendu',
  isLine: 'une ligne de texte est attendue',
  isSchemeId: 'un identifiant est attendu',
  isId: 'un identifiant est attendu',
  isDay: 'un jour AAAA-MM-JJ est attendu',
  isAmount: 'un montant entier est attendu, en unités mineures',
};

const french = (constraint: string): string => asks[constraint] ?? 'valeur non permise';
