import type { MigrationInterface } from 'typeorm';
import { CreateFoundations1764000000000 } from './1764000000000-create-foundations';

/** Every migration, oldest first. An explicit list is the same under Jest and in `dist`, and a merge shows conflicts. */
export const migrations: (new () => MigrationInterface)[] = [CreateFoundations1764000000000];
