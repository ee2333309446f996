import { Injectable } from '@nestjs/common';
import { compare, hash } from 'bcrypt';
import { type Bulkhead, BulkheadFull, Bulkheads } from '../resilience';
import { PasswordChecksBusy } from './accounts.errors';

/** 2^12 rounds: about a quarter of a second on one core of 2024. */
const COST = 12;
/** Each takes one of Node's four worker threads, which files and the resolver need too. */
const AT_ONCE = 2;
const MAX_WAITING = 20;

/** Of a password that nobody knows: what unknown names are compared with, so that they take the same time. */
const NOBODYS = '$2b$12$MmBd7C3mDVL2QI/h/nPLMerwU1x0mdK1WuQ21cNs2i01XnQVvXWCe';

/** Makes and checks password hashes, a few at a time, so that a flood of sign-ins can't take the machine. */
@Injectable()
export class PasswordHashes {
  private readonly turns: Bulkhead;

  constructor(bulkheads: Bulkheads) {
    this.turns = bulkheads.create('password-hashes', { places: AT_ONCE, maxWaiting: MAX_WAITING });
  }

  /** Throws `PasswordChecksBusy` when too many wait already. */
  make(password: string): Promise<string> {
    return this.inTurn(() => hash(password, COST));
  }

  /** Takes the same time whether or not there is a hash to compare with. Throws `PasswordChecksBusy`. */
  matches(password: string, passwordHash: string | null): Promise<boolean> {
    return this.inTurn(async () => {
      const same = await compare(password, passwordHash ?? NOBODYS);
      return same && passwordHash !== null;
    });
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.turns.run(work);
    } catch (error) {
      throw error instanceof BulkheadFull ? new PasswordChecksBusy() : error;
    }
  }
}
