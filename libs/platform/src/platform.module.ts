import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, ModulesContainer } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { Clock, SystemClock } from '#kernel';
import { Configuration } from './configuration.js';
import type { ContextParts } from './context-parts.js';
import { HealthController } from './health/health.controller.js';
import { HealthSources } from './health/health.js';
import { MetricsController } from './health/metrics.controller.js';
import { Metrics } from './health/metrics.js';
import { AsyncApi, AsyncApiController } from './http/async-api.controller.js';
import { controllersIn } from './http/controllers-in.js';
import { KnownOnInterceptor } from './http/known-on.interceptor.js';
import { OpenApi, OpenApiController } from './http/open-api.controller.js';
import { PositionInterceptor, ShardsOfModules } from './http/positions.js';
import { ProblemFilter } from './http/problem.filter.js';
import { guardedOperations, routesOf } from './http/routes.js';
import { StraightRoutes } from './http/straight.js';
import { StrayFieldsGuard } from './http/stray-fields.guard.js';
import { strictValidation } from './http/validation.js';
import { ApprovalGuard } from './identity/approval.guard.js';
import { IdentityGuard } from './identity/identity.guard.js';
import { Permissions } from './identity/permissions.js';
import { ConfiguredOperators, Operators } from './payments/operators.js';
import { Doorkeeper } from './limits/doorkeeper.js';
import { UnderWayInterceptor, WorkUnderWay } from './limits/work-under-way.js';
import { ReadingInterceptor } from './readings/reading.interceptor.js';

export interface PlatformParts {
  readonly contexts: readonly ContextParts[];
  readonly configuration: Configuration;
  readonly metrics: Metrics;
  readonly work: WorkUnderWay;
  /** Ports the contexts and the edge ask for; one given here takes the place of the platform's own. */
  readonly providers: readonly Provider[];
}

/** What every context finds around it: ports, guard, validation, problem details, health. */
@Module({})
export class PlatformModule {
  static of({ contexts, configuration, metrics, work, providers }: PlatformParts): DynamicModule {
    const shared: Provider[] = [
      { provide: Configuration, useValue: configuration },
      { provide: Metrics, useValue: metrics },
      { provide: WorkUnderWay, useValue: work },
      { provide: Doorkeeper, useValue: new Doorkeeper(configuration.limits, metrics) },
      { provide: Operators, useValue: new ConfiguredOperators(configuration.payments) },
      { provide: Clock, useClass: SystemClock },
      { provide: Permissions, useFactory: permissionsOf, inject: [ModulesContainer] },
      {
        provide: ShardsOfModules,
        useValue: new ShardsOfModules(contexts.map(({ module, shard }) => [classOf(module), shard])),
      },
      HealthSources,
      OpenApi,
      { provide: AsyncApi, useValue: new AsyncApi(contexts) },
      ...providers,
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [CqrsModule.forRoot(), ...contexts.map(({ module }) => module)],
      controllers: [HealthController, MetricsController, OpenApiController, AsyncApiController],
      providers: [
        ...shared,
        IdentityGuard,
        PositionInterceptor,
        KnownOnInterceptor,
        ProblemFilter,
        StraightRoutes,
        { provide: APP_GUARD, useExisting: IdentityGuard },
        { provide: APP_GUARD, useClass: StrayFieldsGuard },
        { provide: APP_GUARD, useClass: ApprovalGuard },
        { provide: APP_INTERCEPTOR, useClass: UnderWayInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ReadingInterceptor },
        { provide: APP_INTERCEPTOR, useExisting: PositionInterceptor },
        { provide: APP_INTERCEPTOR, useExisting: KnownOnInterceptor },
        { provide: APP_PIPE, useFactory: strictValidation },
        { provide: APP_FILTER, useExisting: ProblemFilter },
      ],
      exports: [...new Set(shared.map(tokenOf))],
    };
  }
}

/** Built from the routes themselves, so that an application with an unguarded one does not start. */
const permissionsOf = (modules: ModulesContainer): Permissions =>
  new Permissions(guardedOperations(routesOf(controllersIn(modules))));

const classOf = (module: ContextParts['module']): unknown => ('module' in module ? module.module : module);

const tokenOf = (provider: Provider) => ('provide' in provider ? provider.provide : provider);
