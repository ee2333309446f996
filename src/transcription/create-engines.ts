import { Logger } from '@nestjs/common';
import { type Clock } from '../common/clock';
import { LocalEngine } from './engines/local/local.engine';
import { OpenAiEngine } from './engines/openai/openai.engine';
import { type TranscriptionConfig } from './transcription-config';
import { type TranscriptionEngine } from './transcription-engine';
import { EngineMisconfigured } from './transcription.errors';

/**
 * The engines that the settings ask for, in order of preference: on this machine first, since nothing leaves it. An
 * engine that can't be set up is logged and left out, so that the rest of the application runs; the list may be empty.
 */
export function createEngines(config: TranscriptionConfig, clock: Clock): TranscriptionEngine[] {
  const logger = new Logger('TranscriptionEngines');
  const engines: TranscriptionEngine[] = [];
  if (config.engine !== 'openai') {
    try {
      engines.push(new LocalEngine(config.local, clock));
    } catch (error) {
      if (!(error instanceof EngineMisconfigured)) throw error;
      const isWanted = config.engine === 'local' || config.local.modelFolder !== null || config.openai === null;
      if (isWanted) logger.warn({ msg: 'the local speech engine is off', detail: error.detail });
    }
  }
  if (config.engine !== 'local' && config.openai) engines.push(new OpenAiEngine(config.openai, clock));
  return engines;
}
