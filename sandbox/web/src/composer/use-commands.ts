import type { BotCommand } from '@grammyjs/types';
import { useEffect, useState } from 'react';
import { controlApi } from '../api/control-api';

const NONE: readonly BotCommand[] = [];

/** The commands this person is offered in this chat; asked for anew whenever `occasion` changes. */
export function useCommands(personId: number, chatId: number, botId: number | undefined, occasion: unknown) {
  const [commands, setCommands] = useState(NONE);
  useEffect(() => {
    if (botId === undefined) return setCommands(NONE);
    let current = true;
    const accept = (list: readonly BotCommand[]) => current && setCommands(list);
    controlApi.listCommands(personId, { chatId, botId }).then(accept, () => accept(NONE));
    return () => {
      current = false;
    };
  }, [personId, chatId, botId, occasion]);
  return commands;
}
