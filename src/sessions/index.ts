export { SessionStore } from './session-store';
export { SessionsModule } from './sessions.module';
