import type { AuditEntry } from '../api/types';
import { useText } from '../i18n/use-text';
import { PersonLink } from '../pieces/person-link';
import { ThingLink } from '../pieces/thing-link';

/** Who did it: somebody in the chat, somebody here, or nobody at all. */
export const ActorName = ({ actor }: Pick<AuditEntry, 'actor'>) => {
  const text = useText();
  if (actor.kind === 'system') return text('resources.audit.actors.system');
  if (actor.kind === 'chat') return <PersonLink id={actor.userId} />;
  return (
    <ThingLink section="admins" id={actor.accountId}>
      {actor.name}
    </ThingLink>
  );
};
