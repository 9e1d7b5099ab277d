/**
 * Loaded before a supervised program: it stops, in order, when the pipe to its supervisor closes. Otherwise a supervisor
 * that is killed would leave services behind that nobody stops.
 */
process.stdin.once('close', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
(process.stdin as { unref?: () => void }).unref?.();
