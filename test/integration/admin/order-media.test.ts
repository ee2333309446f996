import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { MediaStore } from '../../../src/media-store';
import { ApiApp } from '../../support/api-app';

const CONTENT = Buffer.from('<html><script>alert(document.domain)</script></html>');

describe('media of an order, over the API', () => {
  let api: ApiApp;
  let token: string;
  let dataDir: string;
  let orderId: number;
  let otherOrderId: number;

  /** A file that somebody ordered with; stored when it has content. */
  const order = async (
    fileName: string | null,
    content: Buffer | null,
  ): Promise<{ orderId: number; mediaId: number }> => {
    const [media] = await api.db.database.query<{ id: number }>(
      `INSERT INTO product_media (file_unique_id, file_id, kind, file_name, mime_type, status, lost_after, has_thumbnail)
       VALUES (gen_random_uuid()::text, 'f', 'document', $1, 'text/html', 'pending', now(), $2) RETURNING id`,
      [fileName, content !== null],
    );
    const [row] = await api.db.database.query<{ id: number }>(
      `INSERT INTO orders (user_id, product_code, status) VALUES (7, 'A1', 'awaiting_series') RETURNING id`,
    );
    const mediaId = media?.id ?? 0;
    const id = row?.id ?? 0;
    await api.db.database.execute(
      'INSERT INTO order_items (order_id, media_id, source_chat_id, source_message_id) VALUES ($1, $2, 7, $3)',
      [id, mediaId, mediaId],
    );
    if (content) {
      const store = api.get(MediaStore);
      const limits = { maxBytes: 10_000 };
      const { sizeBytes, sha256 } = await store.put(`originals/${mediaId}`, Readable.from([content]), limits);
      await store.put(`thumbnails/${mediaId}.jpg`, Readable.from([Buffer.from('a picture')]), limits);
      await api.db.database.execute(
        `UPDATE product_media SET status = 'available', stored_bytes = $2, sha256 = $3 WHERE id = $1`,
        [mediaId, sizeBytes, sha256],
      );
    }
    return { orderId: id, mediaId };
  };
  let mediaId: number;
  const path = (of: number, media: number, what = '') => `/orders/${of}/media/${media}${what}`;
  const get = (address: string) => api.call('GET', address, { token });

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'bellhop-order-media-'));
    api = await ApiApp.start({ environment: { ROLES: 'api', DATA_DIR: dataDir } });
    token = await api.signIn();
    await api.meet(7);
    await api.db.database.execute(
      `INSERT INTO products (code, name, accepted_media, max_file_size_bytes) VALUES ('A1', 'Mug', '{document}', 1000)`,
    );
    ({ orderId, mediaId } = await order('отчёт "1"\r\nX-Evil: 1.html', CONTENT));
    ({ orderId: otherOrderId } = await order(null, null));
  });
  afterAll(async () => {
    await api.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('comes whole, as a file that no browser shows as a page of ours', async () => {
    const { status, headers, text } = await get(path(orderId, mediaId));
    expect(status).toBe(200);
    expect(text).toBe(CONTENT.toString());
    expect(headers.get('content-length')).toBe(String(CONTENT.length));
    expect(headers.get('content-type')).toMatch(/^application\/octet-stream/);
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('carries its name in a way that makes no header of it', async () => {
    const { headers } = await get(path(orderId, mediaId));
    expect(headers.get('x-evil')).toBeNull();
    const disposition = headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename\*=UTF-8''[^"\s]+$/);
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe('отчёт "1"\r\nX-Evil: 1.html');
  });

  it('has a thumbnail beside it', async () => {
    const { status, headers, text } = await get(path(orderId, mediaId, '/thumbnail'));
    expect({ status, type: headers.get('content-type'), text }).toEqual({
      status: 200,
      type: 'image/jpeg',
      text: 'a picture',
    });
  });

  it('is not handed out by way of an order that does not hold it, nor before it is there', async () => {
    expect((await get(path(otherOrderId, mediaId))).status).toBe(404);
    expect((await get(path(otherOrderId, mediaId, '/thumbnail'))).status).toBe(404);
    expect((await get(path(999_999, mediaId))).status).toBe(404);
    const waiting = await order('later.pdf', null);
    const answer = await get(path(waiting.orderId, waiting.mediaId));
    expect({ status: answer.status, type: answer.headers.get('content-type') }).toMatchObject({
      status: 404,
      type: expect.stringContaining('application/problem+json'),
    });
  });

  it('that was damaged on disk is cut off rather than handed out as if it were whole', async () => {
    const damaged = await order('d.pdf', CONTENT);
    const wrong = Buffer.alloc(CONTENT.length, 1);
    await api.get(MediaStore).put(`originals/${damaged.mediaId}`, Readable.from([wrong]), { maxBytes: 10_000 });
    await expect(get(path(damaged.orderId, damaged.mediaId))).rejects.toThrow();
  });

  it('needs the permission for orders', async () => {
    const other = await api.tokenFor(['files:read']);
    expect((await api.call('GET', path(orderId, mediaId), { token: other })).status).toBe(403);
    expect((await api.call('GET', path(orderId, mediaId))).status).toBe(401);
  });
});
