import { Readable } from 'node:stream';
import { MediaLibraryService, MediaThumbnailService, ThumbnailNotFound } from '../../media';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { sendDownload } from '../http/downloads';
import { Serves } from '../http/endpoint';
import { requireBytes } from '../http/uploads';
import { clearThumbnail, getThumbnail, reprocessLibrary, setThumbnail } from './library.contract';

/** The library as a whole: the picture that its files wear. */
@ApiController()
export class LibraryController {
  constructor(
    private readonly library: MediaLibraryService,
    private readonly thumbnails: MediaThumbnailService,
  ) {}

  @Serves(getThumbnail)
  async thumbnail(@Call() call: CallOf<typeof getThumbnail>): Promise<void> {
    const thumbnail = await this.thumbnails.get();
    if (!thumbnail) throw new ThumbnailNotFound();
    const { jpeg } = thumbnail;
    const stream = Readable.from([jpeg]);
    const about = { fileName: 'thumbnail.jpg', contentType: 'image/jpeg', sizeBytes: jpeg.length };
    await sendDownload(call, async () => ({ stream, ...about }));
  }

  @Serves(setThumbnail)
  async setThumbnail(@Call() { request, actor }: CallOf<typeof setThumbnail>) {
    const { width, height } = await this.thumbnails.receive(requireBytes(request).stream, actor);
    return { width, height };
  }

  @Serves(clearThumbnail)
  async clearThumbnail(@Call() { actor }: CallOf<typeof clearThumbnail>): Promise<void> {
    await this.thumbnails.clear(actor);
  }

  @Serves(reprocessLibrary)
  async reprocess(@Call() { actor }: CallOf<typeof reprocessLibrary>) {
    return { files: await this.library.reprocessAll(actor) };
  }
}
