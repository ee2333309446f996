import { randomInt } from 'node:crypto';
import { formatText } from '../../text/formatted-text';
import { type StoredMessage } from '../../world/message';
import { renderMessage } from '../../world/render-message';
import { requireMessage } from '../../world/world';
import { badRequest } from '../api-error';
import { type Call, type MethodHandlers, type Services } from '../call';
import { findChat } from '../chat-access';
import { Sender } from '../sender';

const DICE_SIDES: Record<string, number> = { '🎲': 6, '🎯': 6, '🎳': 6, '🏀': 5, '⚽': 5, '🎰': 64 };

/** Messages without text and file: location, venue, contact, poll, dice. */
export function specialMessageMethods(services: Services): MethodHandlers {
  const sender = new Sender(services);
  const send = (call: Call, other: Record<string, unknown>): unknown =>
    renderMessage(sender.send(call, sender.open(call), { other }), call.bot);
  return {
    sendLocation: (call) => send(call, { location: location(call) }),
    sendVenue: (call) => {
      const venue = {
        location: location(call),
        title: call.parameters.text('title'),
        address: call.parameters.text('address'),
      };
      return send(call, { venue, location: venue.location });
    },
    sendContact: (call) => {
      const { parameters } = call;
      return send(call, {
        contact: {
          phone_number: parameters.text('phone_number'),
          first_name: parameters.text('first_name'),
          last_name: parameters.text('last_name'),
          vcard: parameters.text('vcard'),
        },
      });
    },
    sendDice: (call) => {
      const emoji = call.parameters.text('emoji') ?? '🎲';
      const sides = DICE_SIDES[emoji];
      if (!sides) throw badRequest('wrong dice emoji');
      return send(call, { dice: { emoji, value: randomInt(1, sides + 1) } });
    },
    sendPoll: (call) => send(call, { poll: poll(services, call) }),
    stopPoll: (call) => {
      const chat = findChat(services.world, call.bot, call.parameters.chatReference());
      const message = requireMessage(chat, call.parameters.number('message_id'), 'message with poll to stop not found');
      return stopPoll(services, message);
    },
  };
}

function location({ parameters }: Call): { latitude: number; longitude: number } {
  const latitude = parameters.number('latitude') as number;
  const longitude = parameters.number('longitude') as number;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest('wrong location specified');
  return { latitude, longitude };
}

function poll(services: Services, { parameters }: Call): Record<string, unknown> {
  const question = formatText(parameters.text('question') ?? '', parameters.text('question_parse_mode')).text;
  if (question === '') throw badRequest('poll question must be non-empty');
  if (question.length > 300) throw badRequest('poll question length must not exceed 300');
  const options = (parameters.json<(string | { text: string })[]>('options') ?? []).map((option) =>
    typeof option === 'string' ? option : option.text,
  );
  if (options.length < 1) throw badRequest('poll must have at least 1 option');
  if (options.length > 12) throw badRequest("poll can't have more than 12 options");
  if (options.some((text) => text.trim() === '')) throw badRequest('poll options must be non-empty');
  if (options.some((text) => text.length > 100)) throw badRequest('poll options length must not exceed 100');
  return {
    id: services.world.takeQueryId(),
    question,
    options: options.map((text) => ({ text, voter_count: 0 })),
    total_voter_count: 0,
    is_closed: parameters.flag('is_closed'),
    is_anonymous: parameters.json<boolean>('is_anonymous') ?? true,
    type: parameters.text('type') ?? 'regular',
    allows_multiple_answers: parameters.flag('allows_multiple_answers'),
  };
}

function stopPoll(services: Services, message: StoredMessage): unknown {
  const current = message.content.other?.['poll'] as Record<string, unknown> | undefined;
  if (!current) throw badRequest('message with poll to stop not found');
  if (current['is_closed']) throw badRequest('poll has already been closed');
  const closed = { ...current, is_closed: true };
  message.content = { ...message.content, other: { ...message.content.other, poll: closed } };
  services.world.noteChange(message, false);
  return closed;
}
