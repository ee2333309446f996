import { MediaDeliveryEntity } from '../../../src/media/media-delivery.entity';
import { MediaFileEntity } from '../../../src/media/media-file.entity';
import { MediaSearchEntity, MediaWordEntity } from '../../../src/media/media-search.entity';
import { MediaSettingsEntity } from '../../../src/media/media-settings.entity';
import { openTestDatabase } from '../../support/test-database';

it('the library’s entities describe the tables its migration makes', async () => {
  const db = await openTestDatabase({
    entities: [MediaFileEntity, MediaDeliveryEntity, MediaSearchEntity, MediaWordEntity, MediaSettingsEntity],
  });
  try {
    const { upQueries } = await db.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  } finally {
    await db.close();
  }
});
