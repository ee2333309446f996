import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { MediaOptions } from '../../../sandbox/src/control/person-actions';
import type { SeenMessage } from '../../../sandbox/src';
import { speechFixture } from '../../support/speech-fixtures';
import type { Stage } from './stage';

/** Settings of an app that transcribes on this machine. */
export const localSpeech = (modelFolder: string): Record<string, string> => ({
  TRANSCRIPTION_ENGINE: 'local',
  MODEL_DIR: dirname(modelFolder),
  ASR_MODEL_DIR: modelFolder,
});

/** Sends one of the recordings as a voice note. */
export function sendVoice(
  stage: Stage,
  person: number,
  file: string,
  duration: number,
  options: MediaOptions = {},
): Promise<SeenMessage> {
  const about = { mimeType: 'audio/ogg', durationSeconds: duration, ...options };
  return stage.people.sendMedia(person, 'voice', { path: speechFixture(file) }, about);
}

/** Whether a message is what a request ended with: it offers nothing to cancel any more. */
export const isEnding = (message: SeenMessage): boolean => message.buttons.length === 0;

/** Waits for what became of a recording. */
export async function endingOf(
  stage: Stage,
  person: number,
  voice: SeenMessage,
  options: { timeoutMs?: number; chatId?: number } = {},
): Promise<SeenMessage> {
  const { timeoutMs = 90_000, chatId } = options;
  return stage.people.waitForMessage(
    person,
    (message) => message.replyTo?.messageId === voice.messageId && isEnding(message),
    { since: voice, timeoutMs, chatId },
  );
}

/** Folders of recordings that are being worked by the stage's processes, or were forgotten by them. */
export const recordingFolders = ({ processIds }: Stage): string[] =>
  readdirSync(tmpdir()).filter((name) => processIds.some((pid) => name.startsWith(`bellhop-voice-${pid}-`)));
