import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import { useQueryClient } from '@tanstack/react-query';
import { type Identifier, useDataProvider, useNotify, useRedirect } from 'react-admin';
import { useText } from '../i18n/use-text';
import { ConfirmButton } from './confirm-button';

interface Props {
  /** Where it is; its texts say what removing one means. */
  readonly section: 'files' | 'channels' | 'roles' | 'admins';
  readonly id: Identifier;
  /** What people call it, safe in the middle of a sentence. */
  readonly name: string;
}

/** Removes a thing for good, asked before, and goes back to the list, which has it no more. */
export const RemoveButton = ({ section, id, name }: Props) => {
  const text = useText();
  const notify = useNotify();
  const redirect = useRedirect();
  const queries = useQueryClient();
  const data = useDataProvider();
  const remove = async () => {
    await data.delete(section, { id });
    await queries.invalidateQueries({ queryKey: [section, 'getList'], refetchType: 'none' });
    notify(`resources.${section}.remove.done`, { messageArgs: { name } });
    redirect('list', section);
  };
  return (
    <ConfirmButton
      label={text(`resources.${section}.remove.action`)}
      question={text(`resources.${section}.remove.question`, { name })}
      icon={<RemoveIcon />}
      color="error"
      variant="text"
      size="small"
      onConfirm={remove}
    />
  );
};
