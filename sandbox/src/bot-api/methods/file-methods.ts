import { decodeFileId } from '../../files/file-id';
import { badRequest } from '../api-error';
import { type MethodHandlers, type Services } from '../call';

/** Finding files to download. */
export function fileMethods({ files, limits, world }: Services): MethodHandlers {
  return {
    getFile: ({ bot, parameters }) => {
      const fileId = parameters.text('file_id') ?? '';
      const decoded = decodeFileId(fileId);
      if (!decoded) throw badRequest('invalid file_id');
      const file = decoded.botId === bot.id ? files.byNumber(decoded.fileNumber) : undefined;
      if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
      if (file.size > limits.maxDownloadBytes) throw badRequest('file is too big');
      const filePath = limits.localMode ? file.path : files.linkPath(file);
      return { file_id: fileId, file_unique_id: file.uniqueId, file_size: file.size, file_path: filePath };
    },
    getUserProfilePhotos: ({ parameters }) => {
      if (!world.actor(parameters.number('user_id') as number)) throw badRequest('user not found');
      return { total_count: 0, photos: [] };
    },
  };
}
