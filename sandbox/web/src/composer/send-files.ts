import type { OutgoingMedia, OutgoingMessage, SeenMessage } from '../../../src/control/contract';
import { controlApi, type AttachedFile } from '../api/control-api';
import { splitIntoAlbums } from './albums';
import type { ProbedFile } from './file-probe';
import { asPhoto } from './photo';
import type { Voice } from './voice-recorder';

interface Destination {
  personId: number;
  chatId: number;
  replyTo?: number;
}

interface FileMessage extends Destination {
  files: readonly ProbedFile[];
  /** Photos and videos go out as plain documents, byte for byte. */
  asDocuments: boolean;
  caption: string;
  hasSpoiler: boolean;
  /** Share (0–1) of everything that has been uploaded. */
  onProgress: (share: number) => void;
}

/** Sends files as messages and albums; the caption goes with the first. */
export async function sendFiles(message: FileMessage): Promise<SeenMessage[]> {
  const { personId, chatId, replyTo, files, asDocuments, caption, hasSpoiler, onProgress } = message;
  const prepared = files.map((probed) => (asDocuments ? { ...probed, kind: 'document' as const } : probed));
  const albums = splitIntoAlbums(prepared);
  const sent: SeenMessage[] = [];
  for (const [index, album] of albums.entries()) {
    const attached: AttachedFile[] = [];
    const media: OutgoingMedia[] = [];
    for (const probed of album) media.push(await attach(probed, hasSpoiler, attached));
    const outgoing: OutgoingMessage = { chatId, replyTo, media, text: index === 0 && caption ? caption : undefined };
    const step = (share: number) => onProgress((index + share) / albums.length);
    sent.push(...(await controlApi.sendMessage(personId, outgoing, attached, step)));
  }
  return sent;
}

async function attach(probed: ProbedFile, hasSpoiler: boolean, attached: AttachedFile[]): Promise<OutgoingMedia> {
  const { file, kind, durationSeconds, thumbnail } = probed;
  const name = `file${attached.length}`;
  const photo = kind === 'photo' ? await asPhoto(probed) : undefined;
  attached.push({ name, fileName: file.name, content: photo?.content ?? file });
  const media: OutgoingMedia = {
    kind,
    file: `attach://${name}`,
    fileName: kind === 'photo' ? undefined : file.name,
    mimeType: photo ? photo.content.type : file.type || undefined,
    width: photo ? photo.width : probed.width,
    height: photo ? photo.height : probed.height,
    durationSeconds,
    hasSpoiler: hasSpoiler && (kind === 'photo' || kind === 'video' || kind === 'animation') ? true : undefined,
  };
  if (thumbnail) {
    attached.push({ name: `${name}-thumbnail`, fileName: 'thumbnail.jpg', content: thumbnail });
    media.thumbnail = `attach://${name}-thumbnail`;
  }
  return media;
}

/** Sends a recorded voice message. */
export async function sendVoice({ personId, chatId, replyTo }: Destination, voice: Voice): Promise<SeenMessage[]> {
  const media: OutgoingMedia = {
    kind: 'voice',
    file: 'attach://voice',
    mimeType: 'audio/ogg',
    durationSeconds: Math.max(1, Math.round(voice.durationSeconds)),
  };
  const content = new Blob([voice.content], { type: 'audio/ogg' });
  return controlApi.sendMessage(personId, { chatId, replyTo, media: [media] }, [
    { name: 'voice', fileName: 'voice.ogg', content },
  ]);
}
