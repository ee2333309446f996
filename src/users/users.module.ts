import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit';
import { ChannelEntity } from './channel.entity';
import { ChannelRepository } from './channel.repository';
import { ChannelService } from './channel.service';
import { JoinRequestEntity } from './join-request.entity';
import { RoleDirectory } from './roles/role-directory';
import { RoleEntity } from './roles/role.entity';
import { RoleRepository } from './roles/role.repository';
import { RoleService } from './roles/role.service';
import { SubscriptionService } from './subscription.service';
import { UserEntity } from './user.entity';
import { UserRepository } from './user.repository';
import { UserService } from './user.service';

/**
 * People: who they are, their language and role, whether they may be here and can be reached.
 * What they do with the bot (files, orders, requests) belongs to the feature that serves it.
 */
@Module({
  imports: [AuditModule, TypeOrmModule.forFeature([UserEntity, RoleEntity, ChannelEntity, JoinRequestEntity])],
  providers: [
    RoleRepository,
    RoleDirectory,
    RoleService,
    UserRepository,
    UserService,
    ChannelRepository,
    ChannelService,
    SubscriptionService,
  ],
  exports: [UserService, RoleService, RoleDirectory, ChannelService, SubscriptionService],
})
export class UsersModule {}
