import ScheduleIcon from '@mui/icons-material/ScheduleOutlined';
import { Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { useNotify, useRefresh } from 'react-admin';
import { api } from '../api/api';
import { useText } from '../i18n/use-text';
import { ConfirmButton } from '../pieces/confirm-button';

interface Props {
  readonly id: number;
  readonly startAt: string | null;
  readonly isDisabled: boolean;
}

/** Asks when it is to begin by itself, in the time of whoever is asked. */
export const ScheduleButton = ({ id, startAt, isDisabled }: Props) => {
  const text = useText();
  const notify = useNotify();
  const refresh = useRefresh();
  const [chosen, setChosen] = useState(startAt === null ? '' : localTime(startAt));
  const schedule = async () => {
    if (chosen === '') throw new Error(text('resources.broadcasts.schedule.missing'));
    await api.post('/broadcasts/{broadcastId}/schedule', {
      path: { broadcastId: id },
      body: { startAt: new Date(chosen).toISOString() },
    });
    notify('resources.broadcasts.schedule.done');
    refresh();
  };
  return (
    <ConfirmButton
      label={text(startAt === null ? 'resources.broadcasts.schedule.action' : 'resources.broadcasts.schedule.change')}
      question={
        <Stack gap={1.5}>
          {text('resources.broadcasts.schedule.question')}
          <TextField
            type="datetime-local"
            label={text('resources.broadcasts.fields.startAt')}
            value={chosen}
            onChange={({ target }) => setChosen(target.value)}
            slotProps={{ inputLabel: { shrink: true } }}
          />
        </Stack>
      }
      icon={<ScheduleIcon />}
      disabled={isDisabled}
      onConfirm={schedule}
    />
  );
};

/** A moment as the field takes it: local, to the minute. */
function localTime(moment: string): string {
  const at = new Date(moment);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
