import {
  type FileFilter,
  type MediaFile,
  MediaFileNotFound,
  MediaHttpUploadService,
  MediaLibraryService,
  MediaSearchService,
} from '../../media';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { requireBytes } from '../http/uploads';
import { changeFile, getFile, listFiles, removeFile, reprocessFile, uploadFile } from './files.contract';

/** A search stops counting and paging earlier than a list. */
const LONGEST_SEARCH_PAGE = 50;

/** The file library. */
@ApiController()
export class FilesController {
  constructor(
    private readonly library: MediaLibraryService,
    private readonly search: MediaSearchService,
    private readonly uploads: MediaHttpUploadService,
  ) {}

  @Serves(listFiles)
  async list(@Call() { query: { q, ...filter } }: CallOf<typeof listFiles>) {
    const listed = q === undefined ? await this.library.browse(filter) : await this.find(q, filter);
    return { ...listed, items: listed.items.map(shown) };
  }

  @Serves(getFile)
  async get(@Call() { params }: CallOf<typeof getFile>) {
    return shown(await this.library.get(params.fileId));
  }

  @Serves(changeFile)
  async change(@Call() { params, body, actor }: CallOf<typeof changeFile>) {
    return shown(await this.library.change(params.fileId, body, actor));
  }

  @Serves(removeFile)
  async remove(@Call() { params, actor }: CallOf<typeof removeFile>): Promise<void> {
    if (!(await this.library.remove(params.fileId, actor))) throw new MediaFileNotFound(params.fileId);
  }

  @Serves(reprocessFile)
  async reprocess(@Call() { params, actor }: CallOf<typeof reprocessFile>) {
    return shown(await this.library.reprocess(params.fileId, actor));
  }

  @Serves(uploadFile)
  async upload(@Call() { query, request, principal }: CallOf<typeof uploadFile>) {
    const { stream, sizeBytes } = requireBytes(request);
    const { actor, telegramId } = principal;
    return shown(await this.uploads.upload({ ...query, stream, sizeBytes, uploaderId: telegramId }, actor));
  }

  private async find(text: string, { page, pageSize, kind }: FileFilter) {
    const size = Math.min(pageSize, LONGEST_SEARCH_PAGE);
    const { items, total } = await this.search.search({ text, page, pageSize: size, ...(kind && { kinds: [kind] }) });
    // The search moves pages past the end to the last one; a list answers them empty.
    const isPastEnd = (page - 1) * size >= total;
    return { items: isPastEnd ? [] : items, total, totalIsEstimate: false, page, pageSize: size };
  }
}

/** Telegram's file ids are left out: whoever has one and the bot's token has the file. */
const shown = ({ servedFileId: _served, originalFileId: _original, ...file }: MediaFile) => file;
