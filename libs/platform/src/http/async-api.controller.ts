import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type AsyncApiDocument, describeMessages } from '#messaging';
import type { ContextParts } from '../context-parts.js';
import { Public } from './operation.js';

/** The description of the messages of the contexts that run here. */
export class AsyncApi {
  readonly document: AsyncApiDocument;

  constructor(contexts: readonly ContextParts[]) {
    this.document = describeMessages(
      contexts.flatMap(({ contracts }) => contracts ?? []),
      contexts.flatMap(({ inboxes }) => inboxes),
    );
  }
}

@ApiExcludeController()
@Controller()
export class AsyncApiController {
  constructor(private readonly asyncApi: AsyncApi) {}

  @Get('asyncapi.json')
  @Public()
  read(): AsyncApiDocument {
    return this.asyncApi.document;
  }
}
