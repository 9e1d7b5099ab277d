import type { GatheredHousehold } from './gather-household.js';
import type { RegisterHousehold, RegisterOperation, RegisterOptions } from './register.types.js';

/**
 * What is asked for a household. Keys and inputs depend on the file alone: the same file read again asks for nothing
 * new, and a file with one receipt more asks for that receipt.
 */
export const operationsOf = (
  { household, section, policyholder, persons, enrolledOn, cover, receipts }: GatheredHousehold,
  { scheme, product, approvedBy, group }: RegisterOptions,
): RegisterHousehold['operations'] => {
  const key = (operation: string) => `import:${scheme}:${household}:${operation}`;
  const approval = approvedBy === undefined ? {} : { approvedBy };
  const enrolment: RegisterOperation = {
    key: key('EnrolHousehold'),
    operation: 'EnrolHousehold',
    input: { household, product, section, policyholder, persons, enrolledOn, ...approval },
  };
  const joined: RegisterOperation[] =
    group === undefined
      ? []
      : [{ key: key(`JoinGroup:${group}`), operation: 'JoinGroup', input: { group, household, on: enrolledOn } }];
  const takenOver: RegisterOperation[] = cover
    ? [
        {
          key: key('TakeOverCover'),
          operation: 'TakeOverCover',
          input: {
            household,
            from: cover.from,
            to: cover.to,
            ...(cover.waitingFrom ? { waitingFrom: cover.waitingFrom } : {}),
          },
        },
      ]
    : [];
  const paid = receipts.map((receipt): RegisterOperation => ({
    key: key(`RecordReceipt:${receipt.receipt}`),
    operation: 'RecordReceipt',
    input: { household, ...receipt, ...approval },
  }));
  return [enrolment, ...joined, ...takenOver, ...paid];
};
