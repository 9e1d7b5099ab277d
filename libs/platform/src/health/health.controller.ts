import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../http/operation.js';
import { HealthSources, type Readiness } from './health.js';

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly sources: HealthSources) {}

  /** The process answers. Nothing else is asked: a database that is down is no reason to restart it. */
  @Get('live')
  @Public()
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** A claim can be accepted now. */
  @Get('ready')
  @Public()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.sources.readiness();
    void reply.status(readiness.status === 'ready' ? 200 : 503);
    return readiness;
  }
}
