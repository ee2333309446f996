import { TopToolbar, useGetIdentity, useNotify, useRecordContext, useRefresh } from 'react-admin';
import { useMay } from '../admin/use-may';
import { api, type BodyOf } from '../api/api';
import type { Admin } from '../api/types';
import { useText } from '../i18n/use-text';
import { AskButton } from '../pieces/ask-button';
import { ConfirmButton } from '../pieces/confirm-button';
import { RemoveButton } from '../pieces/remove-button';
import { useRoleChoices } from '../pieces/use-role-choices';

/** What one can do about somebody else's account. One's own is looked after on one's own page. */
export const AdminActions = () => {
  const mayWrite = useMay('accounts:write');
  const { identity } = useGetIdentity();
  const admin = useRecordContext<Admin>();
  if (!admin || !mayWrite || identity?.id === admin.id) return null;
  return (
    <TopToolbar sx={{ flexWrap: 'wrap' }}>
      <RoleAndPerson admin={admin} />
      <WaysIn admin={admin} />
    </TopToolbar>
  );
};

function useChange({ id }: Admin) {
  const notify = useNotify();
  const refresh = useRefresh();
  return async (changes: NonNullable<BodyOf<'patch', '/admins/{adminId}'>>) => {
    await api.patch('/admins/{adminId}', { path: { adminId: id }, body: changes });
    notify('resources.admins.changed', { type: 'success' });
    refresh();
  };
}

const RoleAndPerson = ({ admin }: { admin: Admin }) => {
  const text = useText();
  const roles = useRoleChoices();
  const change = useChange(admin);
  const { username, telegramId, role } = admin;
  return (
    <>
      {/* A linked account has the role of its person, which is changed there. */}
      {telegramId === null && (
        <AskButton
          label={text('resources.admins.role.action')}
          question={text('resources.admins.role.question', { name: username })}
          field={{ label: text('resources.admins.fields.role'), choices: roles }}
          known={role}
          onAnswer={(answer) => change({ role: answer })}
        />
      )}
      {telegramId === null ? (
        <AskButton
          label={text('resources.admins.link.action')}
          question={text('resources.admins.link.question', { name: username })}
          field={{
            label: text('resources.admins.fields.telegramId'),
            help: text('resources.admins.telegramHelp'),
            inputMode: 'numeric',
          }}
          onAnswer={(answer) => change({ telegramId: Number(answer) })}
        />
      ) : (
        <ConfirmButton
          label={text('resources.admins.unlink.action')}
          question={text('resources.admins.unlink.question', { name: username })}
          variant="text"
          size="small"
          onConfirm={() => change({ telegramId: null })}
        />
      )}
    </>
  );
};

const WaysIn = ({ admin }: { admin: Admin }) => {
  const text = useText();
  const notify = useNotify();
  const change = useChange(admin);
  const { username: name, disabledAt } = admin;
  const path = { adminId: admin.id };
  const small = { variant: 'text', size: 'small' } as const;
  return (
    <>
      <AskButton
        label={text('resources.admins.password.action')}
        question={text('resources.admins.password.question', { name })}
        field={{
          label: text('resources.admins.password.next'),
          help: text('resources.admins.password.rule'),
          type: 'password',
        }}
        onAnswer={async (newPassword) => {
          await api.put('/admins/{adminId}/password', { path, body: { newPassword } });
          notify('resources.admins.password.done', { messageArgs: { name } });
        }}
      />
      <ConfirmButton
        {...small}
        label={text('resources.admins.signOut.action')}
        question={text('resources.admins.signOut.question', { name })}
        onConfirm={async () => {
          await api.post('/admins/{adminId}/sign-out', { path });
          notify('resources.admins.signOut.done', { messageArgs: { name } });
        }}
      />
      {disabledAt === null ? (
        <ConfirmButton
          {...small}
          label={text('resources.admins.disable.action')}
          question={text('resources.admins.disable.question', { name })}
          color="error"
          onConfirm={() => change({ disabled: true })}
        />
      ) : (
        <ConfirmButton
          {...small}
          label={text('resources.admins.enable.action')}
          question={text('resources.admins.enable.question', { name })}
          onConfirm={() => change({ disabled: false })}
        />
      )}
      <RemoveButton section="admins" id={admin.id} name={name} />
    </>
  );
};
