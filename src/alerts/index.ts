export { type Alert, alertKinds, type AlertKind, type AlertPhase } from './alert';
export { AlertRepository } from './alert.repository';
export { AlertsModule } from './alerts.module';
