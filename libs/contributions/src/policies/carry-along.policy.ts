import { type Policy, request } from '#messaging';
import { sum } from '#kernel';
import type { AccountEvent } from '../account/account.events.js';
import { DecideAccount } from '../account/decide-account.js';
import { DecideBetween } from '../clearing/decide-between.js';

/** What goes along with persons who moved is brought in where they went; between two schemes it is also owed. */
export const carryAlongPolicy: Policy<AccountEvent> = {
  name: 'contributions.carry_along.v1',
  shard: 'contributions',
  on: {
    'contributions.ContributionCarriedOut': ({ data }) => {
      const {
        scheme: fromScheme,
        transfer,
        toScheme,
        toHousehold,
        on,
        persons,
        amount,
        currency,
        carriedCredit,
      } = data;
      const credit = sum(carriedCredit.map(one => one.amount));
      const brought = { transfer, fromScheme, on, persons, credit, currency };
      const debt = { debtor: fromScheme, creditor: toScheme, amount, currency, source: 'transfer', on } as const;
      return [
        ...(fromScheme === toScheme || amount === 0
          ? []
          : [
              request('owed', by => {
                const note = { type: 'NoteDebt', ...debt, reference: transfer } as const;
                return new DecideBetween(fromScheme, toScheme, note, by);
              }),
            ]),
        request('brought', by => {
          return new DecideAccount(toHousehold, { type: 'NoteBroughtIn', ...brought }, { ...by, scheme: toScheme });
        }),
      ];
    },
  },
};
