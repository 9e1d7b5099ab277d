import type { VirtualClock } from '#kernel';
import type { Inbox, Policy } from '#messaging';

interface Said {
  readonly recordedAt: string;
}

type Handlers<Subject, Result> = Readonly<Record<string, ((subject: Subject) => Result) | undefined>>;

/**
 * A virtual clock stands where requests put it, and a process that only hears of things gets no requests. So what it
 * hears puts its clock to when that happened, unless it is later there already: what follows from a fact is recorded at
 * the instant of the fact, in one process as in many.
 */
export const inVirtualTime = (clock: VirtualClock) => {
  const moving = <Subject, Result>(
    on: Handlers<Subject, Result>,
    instantOf: (subject: Subject) => string,
  ): Handlers<Subject, Result> =>
    Object.fromEntries(
      Object.entries(on).map(([type, handle]) => [
        type,
        handle &&
          ((subject: Subject) => {
            if (instantOf(subject) > clock.now()) clock.moveTo(instantOf(subject));
            return handle(subject);
          }),
      ]),
    );
  return {
    inbox: (inbox: Inbox): Inbox => ({
      ...inbox,
      on: moving(inbox.on as Handlers<Said, never>, ({ recordedAt }) => recordedAt) as Inbox['on'],
    }),
    policy: (policy: Policy): Policy => ({
      ...policy,
      on: moving(
        policy.on as Handlers<{ recorded: Said }, never>,
        ({ recorded }) => recorded.recordedAt,
      ) as Policy['on'],
    }),
  };
};
