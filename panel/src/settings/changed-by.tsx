import { Typography } from '@mui/material';
import type { AuditEntry } from '../api/types';
import { useText } from '../i18n/use-text';
import { Moment } from '../pieces/moment';
import { PersonLink } from '../pieces/person-link';

/** That somebody has set it; who and when, where the audit log may be read. */
export const ChangedBy = ({ change }: { change: AuditEntry | undefined }) => {
  const text = useText();
  return (
    <Typography variant="caption" color="secondary" component="p" fontWeight={600}>
      {text('resources.settings.changedHere')}
      {change && (
        <>
          {' · '}
          {change.actor.kind === 'chat' && <PersonLink id={change.actor.userId} />}
          {change.actor.kind === 'account' && <bdi>{change.actor.name}</bdi>} <Moment at={change.createdAt} />
        </>
      )}
    </Typography>
  );
};
