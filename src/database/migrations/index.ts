import type { MigrationInterface } from 'typeorm';
import { CreateFoundations1764000000000 } from './1764000000000-create-foundations';
import { CreateUpdateInbox1764000100000 } from './1764000100000-create-update-inbox';
import { CreateUsersAndChannels1764000200000 } from './1764000200000-create-users-and-channels';
import { CreateMediaLibrary1764000300000 } from './1764000300000-create-media-library';
import { CreateOrders1764000400000 } from './1764000400000-create-orders';
import { CreateBroadcasts1764000500000 } from './1764000500000-create-broadcasts';
import { CreateUsage1764000600000 } from './1764000600000-create-usage';
import { CreateAuditLog1764000700000 } from './1764000700000-create-audit-log';
import { CreateAccountsAndRoles1764000710000 } from './1764000710000-create-accounts-and-roles';
import { IndexLists1764000720000 } from './1764000720000-index-lists';
import { CreateObservability1764000800000 } from './1764000800000-create-observability';
import { CreateSettings1764000910000 } from './1764000910000-create-settings';
import { CreateHealthSnapshots1764000920000 } from './1764000920000-create-health-snapshots';
import { RememberSeriesMessage1764000930000 } from './1764000930000-remember-series-message';
import { NoteWhoAwaitsPlace1764000940000 } from './1764000940000-note-who-awaits-place';
import { LetUploadersBeUnknown1764000940001 } from './1764000940001-let-uploaders-be-unknown';
import { IndexFilters1764000970000 } from './1764000970000-index-filters';
import { CoverFilters1764000980000 } from './1764000980000-cover-filters';

/** Every migration, oldest first. An explicit list is the same under Jest and in `dist`, and a merge shows conflicts. */
export const migrations: (new () => MigrationInterface)[] = [
  CreateFoundations1764000000000,
  CreateUpdateInbox1764000100000,
  CreateUsersAndChannels1764000200000,
  CreateMediaLibrary1764000300000,
  CreateOrders1764000400000,
  CreateBroadcasts1764000500000,
  CreateUsage1764000600000,
  CreateAuditLog1764000700000,
  CreateAccountsAndRoles1764000710000,
  IndexLists1764000720000,
  CreateObservability1764000800000,
  CreateSettings1764000910000,
  CreateHealthSnapshots1764000920000,
  RememberSeriesMessage1764000930000,
  NoteWhoAwaitsPlace1764000940000,
  LetUploadersBeUnknown1764000940001,
  IndexFilters1764000970000,
  CoverFilters1764000980000,
];
