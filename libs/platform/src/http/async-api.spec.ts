import { expect, test } from '@jest/globals';
import { contractsOf, id, record } from '#messaging';
import { contextOfModule, ToyModule } from '../testing/toy.js';
import { startToy } from '../testing/toy-app.js';

test('the messages of the contexts that run here are described to whoever asks', async () => {
  const contracts = contractsOf<{ 'membership.toy-made.v1': { toy: string } }>('membership', {
    'membership.toy-made.v1': { fr: 'Un jouet.', en: 'A toy.', data: record<{ toy: string }>({ toy: id }) },
  });
  const toy = await startToy({ contexts: [{ ...contextOfModule(ToyModule), contracts }] });
  const answer = await toy.ask({ url: '/asyncapi.json' });
  await toy.stop();
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    asyncapi: '3.0.0',
    channels: { membership: { address: 'entraide.membership.v1' } },
    operations: { 'membership.say': { action: 'send' } },
    components: {
      messages: {
        'membership.toy-made.v1': {
          summary: 'Un jouet. / A toy.',
          payload: { type: 'object', required: ['toy'], properties: { toy: { type: 'string' } } },
          headers: { properties: { ce_type: { const: 'membership.toy-made.v1' } } },
        },
      },
    },
  });
});
