import BlockIcon from '@mui/icons-material/BlockOutlined';
import LetInIcon from '@mui/icons-material/LockOpenOutlined';
import { TopToolbar, useNotify, useRecordContext, useRefresh } from 'react-admin';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import type { Person } from '../api/types';
import { useText } from '../i18n/use-text';
import { AskButton } from '../pieces/ask-button';
import { ConfirmButton } from '../pieces/confirm-button';
import { isolated } from '../pieces/isolated';
import { shortNameOf } from '../pieces/person-name';
import { useRoleChoices } from '../pieces/use-role-choices';
import { languageChoices } from './choices';

/** What one can do about somebody. */
export const PersonActions = () => {
  const text = useText();
  const notify = useNotify();
  const refresh = useRefresh();
  const mayWrite = useMay('users:write');
  const mayGiveRoles = useMay('roles:write');
  const roles = useRoleChoices();
  const person = useRecordContext<Person>();
  if (!person || !(mayWrite || mayGiveRoles)) return null;
  const path = { userId: person.id };
  const name = isolated(shortNameOf(person));
  const done = (message: 'blocked' | 'unblocked' | 'changed') => {
    notify(`resources.users.${message}`, { messageArgs: { name } });
    refresh();
  };
  return (
    <TopToolbar sx={{ flexWrap: 'wrap' }}>
      {mayWrite && (
        <AskButton
          label={text('resources.users.language.action')}
          question={text('resources.users.language.question')}
          field={{ label: text('resources.users.fields.language'), choices: languageChoices }}
          known={person.language}
          onAnswer={async (language) => {
            await api.patch('/users/{userId}', { path, body: { language: language as Person['language'] } });
            done('changed');
          }}
        />
      )}
      {mayGiveRoles && roles && (
        <AskButton
          label={text('resources.users.role.action')}
          question={text('resources.users.role.question', { name })}
          field={{ label: text('resources.users.fields.role'), choices: roles }}
          known={person.role}
          onAnswer={async (role) => {
            await api.put('/users/{userId}/role', { path, body: { role } });
            done('changed');
          }}
        />
      )}
      {mayWrite && person.blockedAt === null && (
        <ConfirmButton
          label={text('resources.users.block.action')}
          question={text('resources.users.block.question', { name })}
          icon={<BlockIcon />}
          color="error"
          variant="text"
          size="small"
          onConfirm={async () => {
            await api.post('/users/{userId}/block', { path });
            done('blocked');
          }}
        />
      )}
      {mayWrite && person.blockedAt !== null && (
        <ConfirmButton
          label={text('resources.users.unblock.action')}
          question={text('resources.users.unblock.question', { name })}
          icon={<LetInIcon />}
          variant="text"
          size="small"
          onConfirm={async () => {
            await api.post('/users/{userId}/unblock', { path });
            done('unblocked');
          }}
        />
      )}
    </TopToolbar>
  );
};
