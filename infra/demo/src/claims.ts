import { Chance } from './chance.js';
import { bodyOf, type ClaimRequest, type Delivery, requestOf, writeDown } from './claim-desk.js';
import { type Fault, faultsIn, firstSound, spoilt } from './faults.js';
import { type DemoOptions, demoWorld } from './federation.js';
import { Patients } from './patients.js';

export const defaultClaims = 2_000;
/** Care of the last days of the story, so that members are met as the seeding left them. */
const lastDays = 28;

/**
 * What providers deliver at the end of the demo's last month, faults included: the same requests for the same options.
 * Repeated deliveries come late enough for the first one to have been answered.
 */
export function* demoClaims(options: Partial<DemoOptions> = {}, count = defaultClaims): Iterable<ClaimRequest> {
  const world = demoWorld(options);
  const { seed, calendar } = world.setting;
  const patients = new Patients(world, calendar.last);
  const chance = new Chance(seed, 'claims');
  const between = [calendar.last - lastDays, calendar.last] as const;
  const sound: Delivery[] = [];
  const answered = () => chance.pick(sound.slice(0, Math.ceil(sound.length - firstSound(count) / 2)));
  for (const [index, fault] of faultsIn(count, chance).entries()) {
    const number = String(index + 1).padStart(6, '0');
    const household = chance.int(0, patients.households - 1);
    const patient = patients.near(household, fault === 'uncovered' ? 'uncovered' : 'covered', chance);
    const visit = { patient, between, claim: `W${number}`, webhookId: `demo-${seed}-${number}` };
    const delivery = writeDown(visit, chance, calendar);
    if (fault === null) sound.push(delivery);
    yield delivered(delivery, fault, answered, chance);
  }
}

const delivered = (delivery: Delivery, fault: Fault | null, answered: () => Delivery, chance: Chance): ClaimRequest => {
  switch (fault) {
    case null:
    case 'uncovered':
      return requestOf(delivery);
    case 'again':
      return requestOf(answered());
    case 'otherBody':
      return otherBody(answered());
    default:
      return { ...requestOf(delivery), body: spoilt(delivery.form, fault, chance) };
  }
};

const otherBody = ({ endpoint, webhookId, form }: Delivery): ClaimRequest => {
  const lines = form.lines.map(line => ({ ...line, quantity: line.quantity + 1 }));
  return { endpoint, webhookId, body: bodyOf({ ...form, lines }) };
};
