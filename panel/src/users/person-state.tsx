import { Stack } from '@mui/material';
import type { Person } from '../api/types';
import { useText } from '../i18n/use-text';
import { StateChip } from '../pieces/state-chip';

/** What keeps somebody and the bot apart, when anything does. */
export const PersonState = ({ person: { blockedAt, reachability } }: { person: Person }) => {
  const text = useText();
  return (
    <Stack component="span" direction="row" gap={0.5} flexWrap="wrap">
      {blockedAt !== null && <StateChip label={text('resources.users.shutOut')} tone="bad" />}
      {(blockedAt === null || reachability !== 'reachable') && (
        <StateChip
          label={text(`resources.users.reachabilities.${reachability}`)}
          tone={reachability === 'reachable' ? 'good' : 'warn'}
        />
      )}
    </Stack>
  );
};
