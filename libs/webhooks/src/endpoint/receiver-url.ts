/** @unit characters */
const longestUrl = 2_000;

/**
 * Whether deliveries may go to an address at all: HTTPS, nothing in it that is not sent (a fragment) or that belongs in
 * a header (a password). Where its name leads is looked up at each delivery, and judged then.
 */
export const isDeliverable = (text: string): boolean => {
  if (text.length > longestUrl || !URL.canParse(text)) return false;
  const { protocol, username, password, hash, hostname } = new URL(text);
  // Plain HTTP is for a receiver on the same machine; the sender believes it only where it is told to.
  const isSafe = protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
  return isSafe && username === '' && password === '' && hash === '' && !text.includes('#');
};

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);
