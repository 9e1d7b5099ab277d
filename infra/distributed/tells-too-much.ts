import { personal, tellingReasons } from '../../apps/all-in-one/test/canaries.js';
import { scenariosOf, toldInScenarios } from './told-in-scenarios.js';

let known: Promise<readonly string[]> | undefined;
const told = (): Promise<readonly string[]> => (known ??= scenariosOf(process.cwd()).then(toldInScenarios));

/**
 * Messages that tell of a person what only sealed fields may tell, each with the words that do. A birth date of one
 * scenario that is somebody's effective date in another is found as well: choose another.
 */
export const tellingTooMuch = async (messages: readonly string[]): Promise<readonly string[]> => {
  const words = await told();
  return messages.flatMap(message => {
    const found = [
      ...personal.filter(word => message.includes(word)),
      ...(isAboutNobody(message) ? [] : words.filter(word => message.includes(`"${word}"`))),
    ];
    const reason = tellingReasons.exec(message)?.[0];
    return found.length > 0 || reason ? [`${[...found, reason].join(', ')}:\n${message}`] : [];
  });
};

/** What a fund pays for in a scheme names acts, as a tariff does; it names acts or households, never both. */
const isAboutNobody = (message: string): boolean =>
  message.includes('subsidies.envelope-stands.v1') && message.includes('"households":null');
