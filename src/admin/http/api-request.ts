import type { Request } from 'express';
import type { Principal } from '../../accounts';

/** A request of the admin API. `principal` is set by the guard, on every route that isn't public. */
export type ApiRequest = Request & { principal?: Principal & { expiresAt: Date } };
