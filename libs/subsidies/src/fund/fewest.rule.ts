/** Fewer households, or persons, than this are never told of apart: somebody might know who they are. */
export const fewest = 5;

/**
 * Groups that may be told of apart, and those that are put together: the small ones, made up to five with the smallest of
 * the others, so that nothing is found by taking what is told from the whole.
 */
export const putTogether = <Group>(
  groups: readonly Group[],
  sizeOf: (group: Group) => number,
): { readonly apart: readonly Group[]; readonly together: readonly Group[] } => {
  const together = groups.filter(group => sizeOf(group) < fewest);
  const apart = groups.filter(group => sizeOf(group) >= fewest);
  if (together.length === 0) return { apart, together };
  while (apart.length > 0 && together.reduce((all, group) => all + sizeOf(group), 0) < fewest) {
    const smallest = apart.reduce((least, each) => (sizeOf(each) < sizeOf(least) ? each : least));
    apart.splice(apart.indexOf(smallest), 1);
    together.push(smallest);
  }
  return { apart, together };
};
