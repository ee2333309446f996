import { ChannelEntity } from '../../../src/users/channel.entity';
import { JoinRequestEntity } from '../../../src/users/join-request.entity';
import { RoleEntity } from '../../../src/users/roles/role.entity';
import { UserEntity } from '../../../src/users/user.entity';
import { openTestDatabase } from '../../support/test-database';

it('the migrations make exactly the tables that people and channels are described by', async () => {
  const db = await openTestDatabase({ entities: [UserEntity, RoleEntity, ChannelEntity, JoinRequestEntity] });
  try {
    const { upQueries } = await db.dataSource.driver.createSchemaBuilder().log();
    const ours = /"(users|roles|channels|channel_join_requests)"/;
    expect(upQueries.map(({ query }) => query).filter((query) => ours.test(query))).toEqual([]);
  } finally {
    await db.close();
  }
});
