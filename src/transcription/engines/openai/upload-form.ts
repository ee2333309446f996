import { bareMimeType } from '../../bare-mime-type';

/** Servers tell the format by the file's name, so it must have the right extension. The list is what OpenAI accepts. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/ogg': 'ogg',
  'audio/opus': 'ogg',
  'application/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/mp4': 'm4a',
  'audio/m4a': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/flac': 'flac',
  'audio/x-flac': 'flac',
  'audio/webm': 'webm',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
};

export const UPLOADABLE_ENCODINGS = Object.keys(EXTENSIONS);

export type ResponseFormat = 'verbose_json' | 'json';

/** The part of the upload that is not the recording itself. */
export function formFields(model: string, format: ResponseFormat, language?: string): [name: string, value: string][] {
  const fields: [string, string][] = [
    ['model', model],
    ['response_format', format],
  ];
  if (format === 'verbose_json') fields.push(['timestamp_granularities[]', 'segment']);
  if (language) fields.push(['language', language]);
  return fields;
}

/** What the recording is called in the upload. A type that is not known is taken for a voice note's. */
export function uploadName(mimeType: string): { filename: string; mimeType: string } {
  const bare = bareMimeType(mimeType);
  const known = EXTENSIONS[bare] === undefined ? 'audio/ogg' : bare;
  return { filename: `recording.${EXTENSIONS[known]}`, mimeType: known };
}
