import type { Stage } from './stage';

/**
 * So many people, from this id on, write to the bot for the first time: it knows them as soon as it has worked their updates,
 * which are made up, since people who only say hello are many.
 */
export async function sendStrangers(
  stage: Stage,
  { firstId, count }: { firstId: number; count: number },
): Promise<void> {
  await stage.people.addPeople({ count, firstId, languageCode: 'en', started: true });
  const [bot] = await stage.people.listBots();
  if (!bot) throw new Error('there is no bot to write to');
  for (let id = firstId; id < firstId + count; id += 1) {
    const person = { id, first_name: `Person ${id}`, language_code: 'en' };
    await stage.people.injectUpdate(bot.id, {
      message: {
        message_id: id,
        date: 0,
        chat: { ...person, type: 'private' },
        from: { ...person, is_bot: false },
        text: 'hello',
      },
    });
  }
}
