import { chatActor } from '../../src/audit';

/** Whoever looks after things where it doesn't matter who does. */
export const AN_ADMIN = chatActor(900);
