export { type Alert, alertKinds, type AlertKind, type AlertPhase } from './alert';
export { AlertRecordsModule } from './alert-records.module';
export { AlertRepository } from './alert.repository';
export { AlertsModule } from './alerts.module';
