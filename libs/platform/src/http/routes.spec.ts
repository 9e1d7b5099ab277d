import { Controller, Get, Module, Post } from '@nestjs/common';
import { expect, test } from '@jest/globals';
import { contextOfModule } from '../testing/toy.js';
import { startToy } from '../testing/toy-app.js';
import { Operation, Public } from './operation.js';
import { RoutesRefused } from './routes.js';

const startWith = (...controllers: (new () => object)[]) => {
  @Module({ controllers })
  class TriedModule {}
  return startToy({ contexts: [contextOfModule(TriedModule)] });
};

@Controller('tried')
class Forgotten {
  @Get() read() {
    return 'anybody may read this';
  }
}

@Controller('heir')
class Heir extends Forgotten {}

@Controller('tried')
class Twice {
  @Get()
  @Operation({ name: 'Read', allow: ['auditor'] })
  read() {
    return 1;
  }
  @Post()
  @Operation({ name: 'Read', allow: ['auditor'] })
  write() {
    return 2;
  }
  @Post('more')
  @Public()
  @Operation({ name: 'More', allow: [] })
  more() {
    return 3;
  }
}

test('a route that does not say who may call it keeps the application from starting', () =>
  expect(startWith(Forgotten)).rejects.toThrow(
    new RoutesRefused(['GET Forgotten.read says neither @Operation nor @Public']),
  ));

test('and so does one that is inherited', () => expect(startWith(Heir)).rejects.toThrow(/GET Heir\.read/));

test('names of operations are unique, and every fault is listed', () =>
  expect(startWith(Twice)).rejects.toThrow(
    new RoutesRefused([
      'POST Twice.write is a second operation named Read',
      'POST Twice.more says both @Operation and @Public',
      'POST Twice.more allows nobody',
    ]),
  ));
