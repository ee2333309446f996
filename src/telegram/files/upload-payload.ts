import { pathToFileURL } from 'node:url';
import { type FileUpload } from '../telegram-gateway';
import { FilePart } from './upload-part';

/** The fields that carry a file and describe it. A path is handed over as `file://`, which a local Bot API server reads itself. */
export function uploadPayload(upload: FileUpload): Record<string, unknown> {
  const { kind, source, thumbnail } = upload;
  return {
    [kind]:
      'path' in source
        ? pathToFileURL(source.path).href
        : new FilePart(source.stream, upload.fileName, source.sizeBytes),
    ...(thumbnail && kind !== 'photo' && { thumbnail: new FilePart(thumbnail, 'thumbnail.jpg') }),
    // Otherwise a video uploaded as a document comes back as a video, and the library would change its kind.
    ...(kind === 'document' && { disable_content_type_detection: true }),
    ...(kind === 'video' && { supports_streaming: true }),
    ...(upload.durationSeconds !== undefined && { duration: upload.durationSeconds }),
    ...(upload.width !== undefined && { width: upload.width }),
    ...(upload.height !== undefined && { height: upload.height }),
    ...(upload.performer !== undefined && { performer: upload.performer }),
    ...(upload.title !== undefined && { title: upload.title }),
  };
}
