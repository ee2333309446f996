import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UpdateInboxEntry } from './update-inbox.entity';
import { UpdateHistory } from './update-history';
import { UpdateInbox } from './update-inbox.repository';

/** The stored updates. Apart from the receiver, because the clock prunes them also where nothing is received. */
@Module({
  imports: [TypeOrmModule.forFeature([UpdateInboxEntry])],
  providers: [UpdateInbox, UpdateHistory],
  exports: [UpdateInbox, UpdateHistory],
})
export class InboxModule {}
