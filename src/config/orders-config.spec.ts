import { join, resolve } from 'node:path';
import { readConfig } from './app-config';

const read = (environment: Record<string, string>) =>
  readConfig({ BOT_TOKEN: '4242424242:AAE2eTestTokenForTheSandboxOnly12345', ...environment });

describe('the settings of orders and of the media store', () => {
  it('have defaults: five downloads of a minute each, kept beside the data', () => {
    const { orders, mediaStore } = read({ DATA_DIR: '/srv/bellhop' });
    expect(orders).toEqual({ maxConcurrentDownloads: 5, downloadTimeoutMs: 60_000, downloadStallMs: 15_000 });
    expect(mediaStore).toEqual({ kind: 'folder', dir: join(resolve('/srv/bellhop'), 'media'), quotaBytes: null });
  });

  it('name a bucket, by path on a server of one’s own and by host on Amazon’s', () => {
    const bucket = { MEDIA_STORE: 's3', S3_BUCKET: 'orders', MEDIA_STORE_QUOTA_BYTES: '1000' };
    const keys = { S3_ACCESS_KEY_ID: 'key', S3_SECRET_ACCESS_KEY: 'secret' };
    expect(read({ ...bucket, ...keys, S3_ENDPOINT: 'http://127.0.0.1:9000', S3_PREFIX: 'a/b' }).mediaStore).toEqual({
      kind: 's3',
      quotaBytes: 1000,
      s3: {
        bucket: 'orders',
        region: 'us-east-1',
        endpoint: 'http://127.0.0.1:9000',
        prefix: 'a/b',
        forcePathStyle: true,
        credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      },
    });
    expect(read(bucket).mediaStore).toMatchObject({ s3: { forcePathStyle: false, credentials: undefined } });
  });

  it('are refused together when they are wrong', () => {
    const wrong = { MEDIA_STORE: 's3', S3_ACCESS_KEY_ID: 'key', MAX_CONCURRENT_DOWNLOADS: '0', S3_PREFIX: '../up' };
    expect(() => read(wrong)).toThrow(/MAX_CONCURRENT_DOWNLOADS[^]*S3_BUCKET[^]*S3_PREFIX[^]*S3_SECRET_ACCESS_KEY/);
  });
});
