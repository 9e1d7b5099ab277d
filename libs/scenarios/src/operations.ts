/** The part of an OpenAPI document that is needed to call an operation by its name. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
}

interface ApiOperation {
  readonly operationId?: string;
  readonly parameters?: ReadonlyArray<{ readonly name: string; readonly in: string }>;
  readonly 'x-roles'?: readonly string[];
}

export interface Operation {
  readonly name: string;
  readonly verb: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly pathParameters: readonly string[];
  /** Roles that may ask. */
  readonly roles: readonly string[];
}

/** A request ready to be sent, in process or over HTTP. */
export interface Call {
  readonly method: Operation['verb'];
  readonly url: string;
  readonly body?: string;
}

/** A step names an operation that does not exist, or leaves out what its address needs. */
export class NotCallable extends Error {}

/** The operations of the API under their own names, as its own description tells them. */
export class Operations {
  private readonly byName: ReadonlyMap<string, Operation>;

  constructor(document: ApiDocument) {
    this.byName = new Map(operationsOf(document).map(operation => [operation.name, operation]));
  }

  get names(): readonly string[] {
    return [...this.byName.keys()].sort();
  }

  /** @throws NotCallable naming what comes closest. */
  named(name: string): Operation {
    const operation = this.byName.get(name);
    if (operation) return operation;
    const close = this.names.filter(other => other.toLowerCase().includes(name.toLowerCase().slice(0, 5)));
    throw new NotCallable(
      `no operation is called ${name}${close.length > 0 ? `; did you mean ${close.join(', ')}?` : ''}`,
    );
  }

  /**
   * What is in the address goes there; the rest is the query of a question, or the body of a command.
   * @throws NotCallable when the address lacks a part.
   */
  call(name: string, input: Readonly<Record<string, unknown>>): Call {
    const { verb, path } = this.named(name);
    const rest = { ...input };
    const address = path.replace(/\{([^}]+)\}/g, (_, parameter: string) => {
      const value = rest[parameter];
      if (value === undefined || value === null || value === '') throw new NotCallable(`${name} needs ${parameter}`);
      delete rest[parameter];
      return encodeURIComponent(String(value));
    });
    if (verb !== 'GET') return { method: verb, url: address, body: JSON.stringify(rest) };
    const query = new URLSearchParams(
      Object.entries(rest).map(([key, value]): [string, string] => [key, String(value)]),
    );
    return { method: verb, url: query.size > 0 ? `${address}?${query}` : address };
  }
}

const operationsOf = ({ paths }: ApiDocument): Operation[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([verb, { operationId, 'x-roles': roles = [] }]): Operation[] =>
      operationId && roles.length > 0 && !roles.includes('signature')
        ? [
            {
              name: operationId,
              verb: verb.toUpperCase() as Operation['verb'],
              path,
              pathParameters: [...path.matchAll(/\{([^}]+)\}/g)].map(match => match[1]!),
              roles,
            },
          ]
        : [],
    ),
  );
