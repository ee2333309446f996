import { Module } from '@nestjs/common';
import { AlbumService, BroadcastReporter, BroadcastService, LedgerService } from '../../src/broadcast';

const nothing = { items: [], total: 0, page: 1, pageSize: 8 };

const providers = [
  { provide: BroadcastService, useValue: { list: async () => nothing } },
  { provide: LedgerService, useValue: {} },
  { provide: BroadcastReporter, useValue: {} },
  { provide: AlbumService, useValue: { notePiece: async () => false } },
];

/** Stands in for the broadcast room where a test is about something else: there are no broadcasts. */
@Module({ providers, exports: providers.map(({ provide }) => provide) })
export class NoBroadcastsModule {}
