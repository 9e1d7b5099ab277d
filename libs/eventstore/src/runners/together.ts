/** Waits for all of them, whatever happens to one. @throws the first failure, when nothing is under way any more. */
export const together = async <Result>(works: readonly Promise<Result>[]): Promise<Result[]> =>
  (await Promise.allSettled(works)).map(outcome => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
