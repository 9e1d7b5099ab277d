import type { EventLog, Shard } from '#eventstore';
import type { Findings } from './findings.js';
import type { CommandRange, LogShape } from './log-shape.js';

const name = 'commands';
/** Commands asked about at the same time. */
const together = 64;

/** What is kept of each command says exactly where its events are: a repeated request finds its first answer. */
export const checkCommandRows = async (
  log: EventLog,
  shards: readonly Shard[],
  shape: LogShape,
  findings: Findings,
): Promise<void> => {
  for (const shard of shards) {
    const head = await log.head(shard);
    findings.require(head === shape.headOf(shard), name, () => `${shard}: head ${head}, last ${shape.headOf(shard)}`);
    const ranges = shape.rangesOf(shard);
    for (let from = 0; from < ranges.length; from += together) {
      await Promise.all(ranges.slice(from, from + together).map(range => checkRow(log, shard, range, findings)));
    }
  }
};

const checkRow = async (log: EventLog, shard: Shard, range: CommandRange, findings: Findings): Promise<void> => {
  const { commandId, first, last } = range;
  const known = await log.findCommand(shard, commandId);
  findings.checked('commands');
  if (!known) findings.violated(name, `${shard}: events ${first} to ${last} have no command ${commandId}`);
  else if (known.firstPosition !== first || known.lastPosition !== last) {
    const said = `${known.firstPosition} to ${known.lastPosition}`;
    findings.violated(name, `${shard}: command ${commandId} says ${said}, its events are ${first} to ${last}`);
  }
};
