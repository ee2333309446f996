import type { Admin } from '../api/types';
import { useText } from '../i18n/use-text';
import { StateChip } from '../pieces/state-chip';

/** Whether an account may sign in. */
export const AdminState = ({ admin: { disabledAt } }: { admin: Pick<Admin, 'disabledAt'> }) => {
  const text = useText();
  return disabledAt === null ? (
    <StateChip label={text('resources.admins.active')} tone="good" />
  ) : (
    <StateChip label={text('resources.admins.disabled')} tone="bad" />
  );
};
