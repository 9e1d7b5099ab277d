import { Controller, Get, Injectable } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { Public } from './operation.js';
import { RequestRefused } from './problem.js';

/** The description of the API, set once the routes are known. */
@Injectable()
export class OpenApi {
  document?: OpenAPIObject;
}

@ApiExcludeController()
@Controller()
export class OpenApiController {
  constructor(private readonly openApi: OpenApi) {}

  @Get('openapi.json')
  @Public()
  read(): OpenAPIObject {
    if (!this.openApi.document) throw new RequestRefused(503, 'service.unavailable');
    return this.openApi.document;
  }
}
