import { AppError } from '../common/app-error';
import type { BroadcastStatus } from './broadcast-state';

/** No broadcast has this id. */
export class BroadcastNotFound extends AppError {
  constructor(id: number) {
    super({ code: 'broadcast.not-found', messageKey: 'broadcast.errors.notFound', params: { id } });
  }
}

/** There is nothing to send: no text, or only white space. */
export class BroadcastTextEmpty extends AppError {
  constructor() {
    super({ code: 'broadcast.text-empty', messageKey: 'broadcast.errors.textEmpty' });
  }
}

/** Longer than Telegram takes, once the markup is taken out. */
export class BroadcastTextTooLong extends AppError {
  constructor(length: number, limit: number) {
    super({ code: 'broadcast.text-too-long', messageKey: 'broadcast.errors.textTooLong', params: { length, limit } });
  }
}

/** What is wrong with markup, as a key of `broadcast.markup`. */
export const markupFaults = ['unclosed', 'unopened', 'unknownTag', 'badTag', 'badLink', 'bareSign'] as const;
export type MarkupFault = (typeof markupFaults)[number];

/** The markup does not parse. `near`: the text where it went wrong. */
export class BroadcastMarkupInvalid extends AppError {
  constructor(
    readonly fault: MarkupFault,
    readonly near: string,
  ) {
    super({
      code: `broadcast.markup-invalid.${fault}`,
      messageKey: `broadcast.errors.markup.${fault}`,
      params: { near },
    });
  }
}

/** Telegram would not take the message; the reason is in its own words. */
export class BroadcastContentRefused extends AppError {
  constructor(description: string, cause?: unknown) {
    super({
      code: 'broadcast.content-refused',
      messageKey: 'broadcast.errors.contentRefused',
      params: { description },
      cause,
    });
  }
}

/** The message that was to be copied is gone, or the bot can't see it any more. */
export class BroadcastOriginalGone extends AppError {
  constructor(cause?: unknown) {
    super({ code: 'broadcast.original-gone', messageKey: 'broadcast.errors.originalGone', cause });
  }
}

/** A button without a text, with an address that is none, or more of them than a message bears. */
export class BroadcastButtonInvalid extends AppError {
  constructor(near: string) {
    super({ code: 'broadcast.button-invalid', messageKey: 'broadcast.errors.buttonInvalid', params: { near } });
  }
}

/** Telegram puts no buttons under albums. */
export class AlbumTakesNoButtons extends AppError {
  constructor() {
    super({ code: 'broadcast.album-buttons', messageKey: 'broadcast.errors.albumButtons' });
  }
}

/** Nobody matches the choice of people. */
export class NoRecipients extends AppError {
  constructor() {
    super({ code: 'broadcast.no-recipients', messageKey: 'broadcast.errors.noRecipients' });
  }
}

/** The number of days is not one that makes sense. */
export class ActivityWindowInvalid extends AppError {
  constructor(mostDays: number) {
    super({ code: 'broadcast.activity-invalid', messageKey: 'broadcast.errors.activityInvalid', params: { mostDays } });
  }
}

/** The start time has passed already. */
export class StartTimePast extends AppError {
  constructor() {
    super({ code: 'broadcast.start-past', messageKey: 'broadcast.errors.startPast' });
  }
}

/** The start time is too far away to be meant. */
export class StartTimeTooFar extends AppError {
  constructor(mostDays: number) {
    super({ code: 'broadcast.start-too-far', messageKey: 'broadcast.errors.startTooFar', params: { mostDays } });
  }
}

/** Confirmed a second time: it has begun already. */
export class BroadcastAlreadyStarted extends AppError {
  constructor(id: number) {
    super({ code: 'broadcast.already-started', messageKey: 'broadcast.errors.alreadyStarted', params: { id } });
  }
}

/** In its present state this can't be done. */
export class BroadcastMoveRefused extends AppError {
  constructor(
    id: number,
    readonly status: BroadcastStatus,
  ) {
    super({
      code: `broadcast.move-refused.${status}`,
      messageKey: `broadcast.errors.moveRefused.${status}`,
      params: { id },
    });
  }
}
