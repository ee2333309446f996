import { randomBytes } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditTrail } from '../audit';
import { AppConfig } from '../config';
import { UnitOfWork } from '../database';
import { OWNER } from '../users';
import { AccountRepository } from './account.repository';
import { PasswordHashes } from './password-hashes';

/**
 * Makes the first owner, once, while there is no account at all: from `ADMIN_USERNAME` and `ADMIN_PASSWORD`, or on the
 * embedded tier with a password that is generated and shown once to whoever started the process.
 */
@Injectable()
export class FirstAccount implements OnApplicationBootstrap {
  private readonly logger = new Logger(FirstAccount.name);
  /** Settled once it is known that there is an account, or that there can't be one. Never rejects. */
  ready: Promise<void> = Promise.resolve();

  constructor(
    private readonly accounts: AccountRepository,
    private readonly hashes: PasswordHashes,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.server.roles.includes('api')) return;
    // In the background: hashing takes a quarter of a second, and the bot need not wait for it.
    this.ready = this.provide().catch((error: unknown) => {
      this.logger.error({ msg: 'the first account could not be made', err: error });
    });
  }

  private async provide(): Promise<void> {
    if ((await this.accounts.countAll()) > 0) return;
    const { firstUsername, firstPassword } = this.config.api;
    if (firstPassword === null && this.config.database.tier !== 'embedded') {
      this.logger.warn({ msg: 'nobody can sign in to the admin API yet: set ADMIN_PASSWORD and start again' });
      return;
    }
    const password = firstPassword ?? randomBytes(15).toString('base64url');
    const passwordHash = await this.hashes.make(password);
    const made = await this.unitOfWork.run(async () => {
      await this.accounts.lock();
      if ((await this.accounts.countAll()) > 0) return false;
      const account = await this.accounts.insert({
        username: firstUsername,
        passwordHash,
        role: OWNER,
        telegramId: null,
      });
      await this.audit.record({
        actor: { kind: 'system' },
        action: 'account.create',
        targetKind: 'account',
        targetId: account.id,
        after: { username: account.username, role: account.role },
      });
      return true;
    });
    if (made && firstPassword === null) showOnce(firstUsername, password);
  }
}

/** To the terminal and not to the log: logs are kept and shipped. */
function showOnce(username: string, password: string): void {
  process.stderr.write(
    `\nThe admin API has its first account, shown this once:\n  name      ${username}\n  password  ${password}\n` +
      'Change the password after signing in (POST /api/v1/auth/password).\n\n',
  );
}
