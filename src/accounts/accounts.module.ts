import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit';
import { UsersModule } from '../users';
import { AccessTokens } from './access-tokens';
import { AccountEntity } from './account.entity';
import { AccountRepository } from './account.repository';
import { AccountService } from './account.service';
import { AccountSessionEntity } from './account-session.entity';
import { AccountSessionRepository } from './account-session.repository';
import { FirstAccount } from './first-account';
import { PasswordHashes } from './password-hashes';
import { PrincipalDirectory } from './principal-directory';
import { RefreshTokens } from './refresh-tokens';
import { SignInService } from './sign-in.service';
import { TokenSecret } from './token-secret';

/**
 * Who may sign in to the admin API, and who a request comes from. What somebody may then do is said by their role, which
 * belongs to `users`; headers, cookies and status codes belong to the edge.
 */
@Module({
  imports: [AuditModule, UsersModule, TypeOrmModule.forFeature([AccountEntity, AccountSessionEntity])],
  providers: [
    AccountRepository,
    AccountSessionRepository,
    PasswordHashes,
    TokenSecret,
    AccessTokens,
    RefreshTokens,
    PrincipalDirectory,
    FirstAccount,
    SignInService,
    AccountService,
  ],
  exports: [AccountService, SignInService, PrincipalDirectory],
})
export class AccountsModule {}
