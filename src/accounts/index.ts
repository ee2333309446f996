/** The public face of accounts; `accounts.module.ts` says what this room is for. */
export {
  type Account,
  isAcceptablePassword,
  normaliseUsername,
  MAX_PASSWORD_BYTES,
  MIN_PASSWORD_LENGTH,
  type Principal,
  USERNAME,
} from './account';
export type { AccountSession, SessionOrigin } from './account-session';
export { type AccountChanges, type AccountDraft, AccountService } from './account.service';
export type { AccountFilter } from './account.repository';
export * from './accounts.errors';
export { AccountsModule } from './accounts.module';
export { PrincipalDirectory } from './principal-directory';
export { type IssuedTokens, SignInService } from './sign-in.service';
