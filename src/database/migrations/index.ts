import type { MigrationInterface } from 'typeorm';

/** Every migration, oldest first. An explicit list is the same under Jest and in `dist`, and a merge shows conflicts. */
export const migrations: (new () => MigrationInterface)[] = [];
