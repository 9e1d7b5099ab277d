import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Configuration, isLoopback } from '../configuration.js';
import { Public } from '../http/operation.js';
import { RequestRefused } from '../http/problem.js';
import { Metrics } from './metrics.js';

/** For whoever is on this machine, or bears the configured token; for others there is nothing here. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly configuration: Configuration,
  ) {}

  @Get()
  @Public()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  read(@Req() request: FastifyRequest): Promise<string> {
    if (!isLocal(request) && !this.hasToken(request)) throw new RequestRefused(404, 'request.route.not_found');
    return this.metrics.registry.metrics();
  }

  private hasToken({ headers }: FastifyRequest): boolean {
    const { metricsToken } = this.configuration;
    return (
      metricsToken !== undefined &&
      timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${metricsToken}`))
    );
  }
}

/** A proxy on this machine speaks for somebody else. */
const isLocal = ({ socket, headers }: FastifyRequest): boolean =>
  isLoopback(socket.remoteAddress ?? '') &&
  headers['x-forwarded-for'] === undefined &&
  headers['forwarded'] === undefined;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
