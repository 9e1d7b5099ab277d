import type { Type } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';

/** Every controller of the application. */
export const controllersIn = (modules: ModulesContainer): Set<Type<unknown>> =>
  new Set(
    [...modules.values()].flatMap(module =>
      [...module.controllers.values()].map(({ metatype }) => metatype as Type<unknown>),
    ),
  );
