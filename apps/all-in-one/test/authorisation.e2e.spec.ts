import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Role, roles } from '#platform';
import type { OpenStage, Operation } from '#scenarios';
import { type Backstage, openBackstage } from './open-stage.fixture.js';

/** Every operation of the application, asked by whoever must not ask. The matrix is made from the routes themselves. */
describe('who may ask what', () => {
  let backstage: Backstage;
  let stage: OpenStage;
  let operations: readonly Operation[];
  beforeAll(async () => {
    backstage = await openBackstage();
    stage = backstage.stage;
    operations = stage.operations.names.map(name => stage.operations.named(name));
  }, 60_000);
  afterAll(() => backstage.close(), 60_000);

  const address = ({ path }: Operation, scheme: string) => path.replace('{scheme}', scheme).replace(/\{[^}]+\}/g, 'X1');
  const ask = async ({ verb, path, ...rest }: Operation, scheme: string, token?: string, body = '{}') => {
    const headers: Record<string, string> = {
      'entraide-instant': '2025-01-01T08:00:00.000Z',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
    return stage.send(verb, address({ verb, path, ...rest }, scheme), headers, verb === 'GET' ? undefined : body);
  };
  const each = async (work: (operation: Operation) => Promise<void>) => {
    for (const operation of operations) await work(operation);
  };

  test('there are operations of every context', () => {
    expect(operations.length).toBeGreaterThan(35);
    expect(stage.operations.names).toEqual(
      expect.arrayContaining(['EnrolHousehold', 'RecordReceipt', 'SubmitClaim', 'RecordFunding', 'Coverage']),
    );
  });

  test('nobody without a token: 401', () =>
    each(async operation => {
      const { status } = await ask(operation, 'A');
      expect([operation.name, status]).toEqual([operation.name, 401]);
    }));

  test('no role that is not allowed: 403', () =>
    each(async operation => {
      for (const role of roles.filter(name => !operation.roles.includes(name))) {
        const { status, body } = await ask(
          operation,
          'A',
          await stage.tokenFor(role, ['*'], role === 'provider-client' ? 'P1' : undefined),
        );
        expect([operation.name, role, status]).toEqual([operation.name, role, 403]);
        expect(body).toMatchObject({ code: expect.any(String) });
      }
    }));

  test('nobody from another scheme, whatever the role: 404, as if it were not there', () =>
    each(async operation => {
      if (!operation.path.includes('{scheme}')) return;
      for (const role of operation.roles) {
        const { status } = await ask(
          operation,
          'A',
          await stage.tokenFor(role as Role, ['B'], role === 'provider-client' ? 'P1' : undefined),
        );
        expect([operation.name, role, status]).toEqual([operation.name, role, 404]);
      }
    }));

  test('unknown fields of a body are refused by name: 400', () =>
    each(async operation => {
      if (operation.verb === 'GET') return;
      const role = operation.roles[0] as Role;
      const { status, body } = await ask(
        operation,
        'A',
        await stage.tokenFor(role, ['*'], role === 'provider-client' ? 'P1' : undefined),
        '{"schemeId":"B","isAdmin":true}',
      );
      expect([operation.name, status]).toEqual([operation.name, 400]);
      expect((body as { errors: { field: string; code: string }[] }).errors).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ field: 'schemeId', code: 'request.field.unknown' }),
          expect.objectContaining({ field: 'isAdmin', code: 'request.field.unknown' }),
        ]),
      );
    }));

  test('unknown members of a query are refused: 400', () =>
    each(async operation => {
      if (operation.verb !== 'GET') return;
      const role = operation.roles[0] as Role;
      const { status } = await stage.send('GET', `${address(operation, 'A')}?where=1%3D1`, {
        authorization: `Bearer ${await stage.tokenFor(role, ['*'])}`,
        'entraide-instant': '2025-01-01T08:00:00.000Z',
      });
      expect([operation.name, status]).toEqual([operation.name, 400]);
    }));
});
