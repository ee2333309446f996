import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Uploads over HTTP by somebody without a Telegram id had the storage channel for their uploader: nobody is known instead. */
export class LetUploadersBeUnknown1764000940001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE media_files ALTER COLUMN uploader_id DROP NOT NULL');
    await runner.query('UPDATE media_files SET uploader_id = NULL WHERE uploader_id < 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('UPDATE media_files SET uploader_id = source_chat_id WHERE uploader_id IS NULL');
    await runner.query('ALTER TABLE media_files ALTER COLUMN uploader_id SET NOT NULL');
  }
}
