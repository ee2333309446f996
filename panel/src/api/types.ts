import type { components } from './schema';

type Schemas = components['schemas'];

export type Me = Schemas['Me'];
export type Permission = Me['permissions'][number];
export type LibraryFile = Schemas['File'];
export type Product = Schemas['Product'];
export type Order = Schemas['Order'];
export type Person = Schemas['User'];
export type Broadcast = Schemas['Broadcast'];
export type Channel = Schemas['Channel'];
export type Admin = Schemas['Admin'];
export type Role = Schemas['Role'];
export type AuditEntry = Schemas['AuditEntry'];
export type Queue = Schemas['Queue'];
export type Job = Schemas['Job'];
export type Setting = Schemas['Setting'];
export type TranscriptionUsage = Schemas['TranscriptionUsage'];
export type SystemStatus = Schemas['SystemStatus'];
export type ErrorKind = Schemas['ErrorKind'];
