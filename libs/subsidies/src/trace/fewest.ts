/** Fewer households than this are never told of apart: somebody might know who they are. */
export const fewest = 5;
