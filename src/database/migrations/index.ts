import type { MigrationInterface } from 'typeorm';
import { CreateUpdateInbox1764000100000 } from './1764000100000-create-update-inbox';

/** Every migration, oldest first. An explicit list is the same under Jest and in `dist`, and a merge shows conflicts. */
export const migrations: (new () => MigrationInterface)[] = [CreateUpdateInbox1764000100000];
