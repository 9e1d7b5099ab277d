import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from '../logging/describe-error.js';
import { overloaded } from '../limits/work-under-way.js';
import type { Problem } from './problem.js';
import { problemOf } from './problem-of.js';

/** As bytes: Fastify would add a charset to a text, which this type does not have. */
export const send = (reply: FastifyReply, problem: Problem): void =>
  void reply
    .status(problem.status)
    .header('Content-Type', 'application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)));

/** Every error leaves as problem details; only what was not foreseen, or what broke, is logged as an error. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { problem, headers } = problemOf(error);
    // Under too much work, a line of error for each request would be more of it.
    if (problem.status >= 500 && problem.code !== overloaded)
      request.log.error({ code: problem.code, err: describeError(error) }, 'request failed');
    if (reply.sent) return;
    send(reply.headers(headers), problem);
  }
}
