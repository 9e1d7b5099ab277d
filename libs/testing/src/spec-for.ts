import { expect } from '@jest/globals';
import { type Decider, type Decision, type DomainEvent, foldAll } from '#kernel';

/** Given these events, when this is asked, then these follow. */
export const specFor = <Command, Event extends DomainEvent, State, Reason extends string>(
  decider: Decider<Command, Event, State, Reason>,
) => {
  const stateAfter = (events: readonly Event[]): State => foldAll(decider, events);

  const outcome = (past: readonly Event[], decision: Decision<Event, Reason>) => ({
    decision,
    events: decision.outcome === 'accepted' ? decision.events : [],
    /** What happened in all, to go on from. */
    history: [...past, ...(decision.outcome === 'accepted' ? decision.events : [])] as readonly Event[],
    then: (...events: readonly Event[]): void => expect(decision).toEqual({ outcome: 'accepted', events }),
    /** Part of each event is enough: type and the figures the test is about. */
    thenLike: (...events: readonly object[]): void => expect(decision).toMatchObject({ outcome: 'accepted', events }),
    thenNothing: (): void => expect(decision).toEqual({ outcome: 'nothingToDo' }),
    thenRefused: (reason: Reason, facts?: object): void =>
      expect(decision).toMatchObject({ outcome: 'refused', reason, ...(facts ? { facts } : {}) }),
  });

  return {
    stateAfter,
    given: (...past: readonly Event[]) => ({
      when: (command: Command) => outcome(past, decider.decide(command, stateAfter(past))),
    }),
    /** A history told in commands; each must be accepted or change nothing. */
    afterCommands: (...commands: readonly Command[]): readonly Event[] =>
      commands.reduce<readonly Event[]>((past, command) => {
        const decision = decider.decide(command, stateAfter(past));
        if (decision.outcome === 'refused') throw new Error(`refused: ${decision.reason}`);
        return outcome(past, decision).history;
      }, []),
  };
};
