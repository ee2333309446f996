import { Test, type TestingModule } from '@nestjs/testing';
import { ConfigModule, readConfig } from '../../../src/config';
import {
  OutboundObserver,
  OutboundTelegram,
  TelegramGateway,
  TelegramModule,
  type FinishedCall,
} from '../../../src/telegram';
import { FAKE_TOKEN, type FakeBotApi } from './fake-bot-api';

/** The real module, pointed at a fake server, with what it did written down. */
export interface DoorOut {
  gateway: TelegramGateway;
  telegram: OutboundTelegram;
  calls: FinishedCall[];
  module: TestingModule;
}

export async function openDoor(fake: FakeBotApi, environment: Record<string, string> = {}): Promise<DoorOut> {
  const calls: FinishedCall[] = [];
  const config = readConfig({ BOT_TOKEN: FAKE_TOKEN, TELEGRAM_API_ROOT: fake.root, ...environment });
  const observer: OutboundObserver = {
    callFinished: (call) => void calls.push(call),
    rateLimited: () => undefined,
  };
  const module = await Test.createTestingModule({ imports: [ConfigModule.forRoot(config), TelegramModule] })
    .overrideProvider(OutboundObserver)
    .useValue(observer)
    .compile();
  return { gateway: module.get(TelegramGateway), telegram: module.get(OutboundTelegram), calls, module };
}
