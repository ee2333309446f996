import { type Person } from '../world/person';
import { type World } from '../world/world';
import {
  type BulkPeople,
  type BulkPeopleResult,
  type NewPerson,
  type Page,
  type Person as PersonView,
  type PersonPatch,
} from './contract';
import { ControlError } from './control-error';

const MAX_BULK = 1_000_000;
const MAX_PAGE = 1_000;

/** @throws ControlError when the id is taken. */
export function addPerson(world: World, { id, ...data }: NewPerson): Person {
  if (id !== undefined && (id <= 0 || world.actor(id)))
    throw new ControlError('bad_request', `${id} is not a free positive id`);
  return world.addPerson(id ?? world.freePersonIds(1), data);
}

/** Adds people whose differences are spread evenly: every run makes the same ones. */
export function addPeople(world: World, request: BulkPeople): BulkPeopleResult {
  const { count, languageCode, started = true, blockedShare = 0, deactivatedShare = 0 } = request;
  if (count < 1 || count > MAX_BULK) throw new ControlError('bad_request', `count must be 1–${MAX_BULK}`);
  if (blockedShare + deactivatedShare > 1) throw new ControlError('bad_request', 'The shares add up to more than 1');
  const firstId = request.firstId ?? world.freePersonIds(count);
  for (let id = firstId; id < firstId + count; id++) {
    if (world.people.has(id) || world.bots.has(id)) throw new ControlError('bad_request', `The id ${id} is taken`);
  }
  const bot = world.firstBot();
  if (blockedShare > 0 && !bot) throw new ControlError('bad_request', 'There is no bot to block yet');
  const result: BulkPeopleResult = { firstId, count, blocked: 0, deactivated: 0 };
  for (let index = 0; index < count; index++) {
    const person = world.addPerson(firstId + index, {
      firstName: 'Person',
      lastName: String(firstId + index),
      languageCode,
    });
    person.knowsBots = started;
    if (isInShare(index, blockedShare)) {
      person.setBlocked(bot?.id ?? 0, true);
      result.blocked++;
    } else if (isInShare(index + 0.5, deactivatedShare)) {
      person.deactivated = true;
      result.deactivated++;
    }
  }
  return result;
}

/** Every 1/share-th one. */
function isInShare(index: number, share: number): boolean {
  return Math.floor((index + 1) * share) > Math.floor(index * share);
}

export function changePerson(world: World, person: Person, patch: PersonPatch): Person {
  for (const key of ['firstName', 'lastName', 'username', 'languageCode', 'isPremium', 'deactivated'] as const) {
    if (patch[key] !== undefined) Object.assign(person, { [key]: patch[key] });
  }
  world.emit({ type: 'person', person });
  return person;
}

/** By name, username or id; in the order in which they were added. */
export function listPeople(world: World, query: { limit?: number; offset?: number; q?: string }): Page<PersonView> {
  const limit = Math.min(Math.max(query.limit ?? 100, 1), MAX_PAGE);
  const offset = query.offset ?? 0;
  const wanted = query.q?.trim().toLowerCase();
  const items: PersonView[] = [];
  let total = 0;
  for (const person of world.people.values()) {
    const words = wanted ? `${person.name} ${person.username ?? ''} ${person.id}`.toLowerCase() : '';
    if (wanted && !words.includes(wanted)) continue;
    if (total >= offset && items.length < limit) items.push(person.toView());
    total++;
  }
  return { items, total };
}
