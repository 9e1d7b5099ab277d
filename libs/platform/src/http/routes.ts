import { RequestMethod, type Type } from '@nestjs/common';
import { operationKey, publicKey, type OperationOptions } from './operation.js';

/** A route nobody said who may call, or a name two operations share: the application does not start. */
export class RoutesRefused extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`these routes cannot be served:\n${problems.map(problem => `  - ${problem}`).join('\n')}`);
  }
}

export interface Route {
  readonly controller: Type<unknown>;
  readonly method: string;
  readonly verb: string;
  readonly operation?: OperationOptions;
  readonly isPublic: boolean;
}

/** Metadata Nest leaves on a method that answers a route. */
const [verbKey, pathKey] = ['method', 'path'];

/** Every route of these controllers, those of the classes they extend included. */
export const routesOf = (controllers: Iterable<Type<unknown>>): Route[] =>
  [...controllers].flatMap(controller =>
    methodsOf(controller.prototype as object).flatMap(([method, handler]): Route[] => {
      if (!Reflect.hasMetadata(pathKey, handler)) return [];
      const operation = Reflect.getMetadata(operationKey, handler) as OperationOptions | undefined;
      const verb = RequestMethod[Number(Reflect.getMetadata(verbKey, handler))] ?? '?';
      return [{ controller, method, verb, operation, isPublic: Reflect.getMetadata(publicKey, handler) === true }];
    }),
  );

const methodsOf = (prototype: object): [string, object][] => {
  const methods = new Map<string, object>();
  for (
    let level: object = prototype;
    level !== Object.prototype;
    level = Reflect.getPrototypeOf(level) ?? Object.prototype
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      if (typeof value === 'function' && name !== 'constructor' && !methods.has(name))
        methods.set(name, value as object);
    }
  }
  return [...methods];
};

/** @throws RoutesRefused naming every route that says nothing, says both, or shares its name. */
export const guardedOperations = (routes: readonly Route[]): OperationOptions[] => {
  const problems: string[] = [];
  const byName = new Map<string, OperationOptions>();
  for (const { controller, method, verb, operation, isPublic } of routes) {
    const where = `${verb} ${controller.name}.${method}`;
    if (!operation && !isPublic) problems.push(`${where} says neither @Operation nor @Public`);
    if (operation && isPublic) problems.push(`${where} says both @Operation and @Public`);
    if (!operation) continue;
    if (byName.has(operation.name)) problems.push(`${where} is a second operation named ${operation.name}`);
    if (operation.allow.length === 0) problems.push(`${where} allows nobody`);
    byName.set(operation.name, operation);
  }
  if (problems.length > 0) throw new RoutesRefused(problems);
  return [...byName.values()];
};
