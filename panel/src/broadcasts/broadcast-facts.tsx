import type { Broadcast } from '../api/types';
import { languageNames } from '../i18n/locales';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { Facts } from '../pieces/facts';
import { Moment } from '../pieces/moment';
import { PersonLink } from '../pieces/person-link';
import { BroadcastState } from './broadcast-state';

/** To whom, by whom and when. */
export const BroadcastFacts = ({ broadcast }: { broadcast: Broadcast }) => {
  const text = useText();
  const format = useFormat();
  const { status, language, activeWithinDays, author, startAt, createdAt, startedAt, endedAt } = broadcast;
  const audience = [
    language === null ? text('resources.broadcasts.audience.anyLanguage') : languageNames[language],
    activeWithinDays === null
      ? text('resources.broadcasts.audience.whenever')
      : text('resources.broadcasts.audience.within', { smart_count: activeWithinDays }),
  ];
  return (
    <Facts
      facts={[
        [text('resources.broadcasts.fields.status'), <BroadcastState key="status" status={status} />],
        [text('resources.broadcasts.compose.audience'), audience.join(' · ')],
        [
          text('resources.broadcasts.fields.author'),
          author.kind === 'account' ? (
            <bdi key="author">{author.name}</bdi>
          ) : (
            <PersonLink key="author" id={author.userId} />
          ),
        ],
        [text('resources.broadcasts.fields.startAt'), startAt && format.dateTime(startAt)],
        [text('resources.broadcasts.fields.createdAt'), <Moment key="created" at={createdAt} />],
        [text('resources.broadcasts.fields.startedAt'), startedAt && <Moment key="started" at={startedAt} />],
        [text('resources.broadcasts.fields.endedAt'), endedAt && <Moment key="ended" at={endedAt} />],
      ]}
    />
  );
};
