import type { AppConfig } from '../../config';

/**
 * Whether this process tells the figures that are the same wherever one asks: rows by state, depths of queues. Processes
 * with the role `scheduler` do, so that a process that only answers people has no such statements to make. With several
 * schedulers a query takes their `max`, not their sum.
 */
export const tellsSharedFigures = ({ server }: AppConfig): boolean => server.roles.includes('scheduler');
